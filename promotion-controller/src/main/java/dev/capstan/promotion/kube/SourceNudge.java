package dev.capstan.promotion.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import java.time.Clock;

/** Asks over the bus for a look at a GitRepository that was pushed to. When the message is lost the source looks at its interval. */
record SourceNudge(Bus bus, Clock clock) {

    void pushed(ObjectKey source, ObjectReference by) {
        bus.publish(new ReconcileRequested(
                ToolkitKind.GIT_REPOSITORY.ref(source), clock.instant().toString(), by.toString()));
    }
}
