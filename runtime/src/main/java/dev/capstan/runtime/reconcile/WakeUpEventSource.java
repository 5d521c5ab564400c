package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Lets anything wake up an object: a timer, a message, a watch of another kind. An object that is not known is left alone. */
final class WakeUpEventSource<P extends HasMetadata> extends AbstractEventSource<Void, P> {
    WakeUpEventSource() {
        super(Void.class, "wakeups");
    }

    /** Asks for a pass; several requests before it begins make one pass. */
    void wake(ObjectKey key) {
        EventHandler handler = getEventHandler();
        if (handler != null && isRunning()) {
            handler.handleEvent(new Event(new ResourceID(key.name(), key.namespace())));
        }
    }

    /** Wake-ups have no objects of their own. */
    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
