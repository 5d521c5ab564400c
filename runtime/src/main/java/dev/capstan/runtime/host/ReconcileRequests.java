package dev.capstan.runtime.host;

import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.reconcile.KindReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Wakes up an object of a controller when it is asked for over the bus, for example by a Receiver. */
public final class ReconcileRequests implements BusConsumer<ReconcileRequested> {
    private final String name;
    private final Map<GroupKind, KindReconciler<?, ?>> reconcilers;

    private record GroupKind(String group, String kind) {
        static GroupKind of(KindReconciler<?, ?> reconciler) {
            var type = reconciler.kind();
            return new GroupKind(HasMetadata.getGroup(type), HasMetadata.getKind(type));
        }

        static GroupKind of(ObjectReference object) {
            return new GroupKind(object.group(), object.kind());
        }
    }

    /**
     * Hears requests.
     *
     * @param name the name of this consumer; never changes, since the bus keeps by it what was heard
     * @param reconcilers the kinds that may be asked for
     */
    public ReconcileRequests(String name, List<KindReconciler<?, ?>> reconcilers) {
        this.name = name;
        this.reconcilers = reconcilers.stream().collect(Collectors.toUnmodifiableMap(GroupKind::of, it -> it));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<ReconcileRequested> type() {
        return ReconcileRequested.class;
    }

    @Override
    public void accept(ReconcileRequested message) {
        var reconciler = reconcilers.get(GroupKind.of(message.about()));
        if (reconciler != null) {
            reconciler.wake(message.about().key());
        }
    }
}
