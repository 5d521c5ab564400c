package dev.capstan.runtime.host;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ObjectCache;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Connects a {@link KindReconciler} to the operator SDK, which brings the informer and a queue with one entry per object. */
@Ignore // the build looks for the one resource type of a reconciler, and this has one for each instance
final class OperatorReconciler<T extends ToolkitResource<?, S>, S> implements Reconciler<T> {
    private final KindReconciler<T, S> reconciler;

    OperatorReconciler(KindReconciler<T, S> reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
        IndexerResourceCache<T> objects = context.getPrimaryCache();
        if (!reconciler.indexers().isEmpty()) {
            objects.addIndexers(reconciler.indexers());
        }
        var wakeUps = new WakeUpEventSource<T>(reconciler::onChange);
        reconciler.connect(new InformerCache<>(objects), wakeUps::wake);
        return List.of(wakeUps);
    }

    @Override
    public UpdateControl<T> reconcile(T object, Context<T> context) {
        if (context.isPrimaryResourceDeleted()) {
            reconciler.forget(object);
        } else {
            reconciler.reconcile(object);
        }
        return UpdateControl.noUpdate();
    }

    private record InformerCache<T extends ToolkitResource<?, ?>>(IndexerResourceCache<T> objects)
            implements ObjectCache<T> {
        @Override
        public Optional<T> find(ObjectKey key) {
            return objects.get(new ResourceID(key.name(), key.namespace()));
        }

        @Override
        public Stream<T> all() {
            return objects.list();
        }

        @Override
        public List<T> indexed(String index, String value) {
            return objects.byIndex(index, value);
        }
    }
}
