package dev.capstan.runtime.reconcile;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.object.ApiObjectClient;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.schedule.MonotonicTimers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The reconciler of one kind with everything around it, ready to be connected to a watch. Knows no operator framework.
 *
 * @param <T> the kind
 * @param <S> its status
 */
public final class KindReconciler<T extends ToolkitResource<?, S>, S>
        implements ReconcilerContext<T, S>, AutoCloseable {
    private final ControllerIdentity identity;
    private final Set<ObjectKey> asked = ConcurrentHashMap.newKeySet();
    private final KindConventions<T, S> conventions;
    private final ReconcilerServices services;
    private final ObjectReconciler<T, S> reconciler;
    private final ReconciliationDispatcher<T, S> dispatcher;
    private final MonotonicTimers<ObjectKey> timers;
    private final Runnable afterOutage;
    private volatile boolean isWatching;
    private volatile Consumer<ObjectKey> queue = key -> {};
    private volatile ObjectCache<T> cache = ObjectCache.empty();

    /**
     * @param reconciler makes what is different for the kind; the context that it is given finds no objects before the watch is open
     */
    public KindReconciler(
            ControllerIdentity identity,
            KindConventions<T, S> conventions,
            ReconcilerServices services,
            Function<ReconcilerContext<T, S>, ? extends ObjectReconciler<T, S>> reconciler) {
        String kind = conventions.kind().getSimpleName();
        this.identity = identity;
        this.conventions = conventions;
        this.services = services;
        this.timers = new MonotonicTimers<>(
                "timers-" + kind, key -> queue.accept(key), bug -> InternalErrors.report("requeueing", kind, bug));
        var requeueTimers = new RequeueTimers(timers, services.backoff(), services.jitter(), services.outages());
        this.afterOutage = requeueTimers::outageEnded;
        services.outages().onEnd(afterOutage);
        this.reconciler = reconciler.apply(this);
        this.dispatcher = new ReconciliationDispatcher<>(
                conventions,
                this.reconciler,
                new ApiObjectClient<>(services.client(), conventions.kind(), identity.statusManager()),
                this::record,
                requeueTimers,
                services.outages(),
                services.gate(),
                services.metrics(),
                services.clock());
    }

    /** The controller that this reconciler is part of. */
    public ControllerIdentity identity() {
        return identity;
    }

    /** The kind. */
    public Class<T> kind() {
        return conventions.kind();
    }

    /** Indexes over the objects, by name. */
    public Map<String, Function<T, List<String>>> indexers() {
        return reconciler.indexers();
    }

    /**
     * Connects it to a watch.
     *
     * @param objects what the watch saw
     * @param requests takes the keys of objects that are to be reconciled
     */
    public void connect(ObjectCache<T> objects, Consumer<ObjectKey> requests) {
        cache = objects;
        queue = requests;
    }

    /** The watch was opened, and has listed everything; or it ended. */
    public void watching(boolean isOpen) {
        isWatching = isOpen;
    }

    /** Whether all objects that are there are known. Before that, {@link #all} may lack some. */
    public boolean isWatching() {
        return isWatching;
    }

    /** Whether a change of an object starts a reconciliation: what its kind says, a new request, or the start of its deletion. */
    public boolean triggersReconcile(T changed, T before) {
        return TriggerRule.triggersReconcile(conventions, changed, before);
    }

    /** The watch saw a change of an object. */
    public void onChange(T changed, T before) {
        InternalErrors.guard("handling a change", changed.ref(), () -> reconciler.onChange(changed, before));
    }

    /** Reconciles an object when it is its turn; never throws. What was asked for is kept until a reconciliation has come to its end. */
    public void reconcile(T watched) {
        boolean isAsked = asked.remove(watched.key());
        boolean isConcluded = dispatcher.reconcile(watched, isAsked);
        if (isAsked && !isConcluded && cache.find(watched.key()).isPresent()) {
            asked.add(watched.key());
        }
    }

    /** The watch saw that an object is gone. */
    public void forget(T object) {
        asked.remove(object.key());
        InternalErrors.guard("forgetting an object", object.ref(), () -> dispatcher.forget(object));
    }

    @Override
    public void wake(ObjectKey key) {
        asked.add(key);
        queue.accept(key);
    }

    @Override
    public Optional<T> find(ObjectKey key) {
        return cache.find(key).map(dispatcher::newest);
    }

    @Override
    public Stream<T> all() {
        return cache.all();
    }

    @Override
    public List<T> indexed(String index, String value) {
        return cache.indexed(index, value);
    }

    @Override
    public T write(T object, UnaryOperator<S> change, ObjectEdit edit) {
        return dispatcher.write(object, change, edit);
    }

    @Override
    public T writeFinalStatus(T object, UnaryOperator<S> change) {
        return dispatcher.writeFinalStatus(object, change);
    }

    @Override
    public void recordEvent(T about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        record(about, severity, reason, message, metadata);
    }

    private void record(
            ToolkitResource<?, ?> about,
            Severity severity,
            Reason reason,
            String message,
            Map<String, String> metadata) {
        services.events().record(identity, about, severity, reason, message, metadata);
    }

    /** Ends the timers. */
    @Override
    public void close() {
        services.outages().remove(afterOutage);
        timers.close();
    }
}
