package dev.capstan.runtime.reconcile;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.log.LogContext;
import dev.capstan.runtime.metric.WorkMetrics;
import dev.capstan.runtime.status.ReadyState;
import dev.capstan.runtime.status.StatusType;
import dev.capstan.runtime.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame around one kind. A subclass says what a pass does; everything that is the same for all kinds happens here: which changes start a
 * pass, suspension, the finalizer, request tokens, one status patch at the end, the next look, metrics and log context. Passes over different
 * objects run at the same time, passes over one object never do. What is read here is shared with the watch: never change an object.
 *
 * @param <T> the kind
 * @param <S> its status
 */
public abstract class KindReconciler<T extends ToolkitResource<?, S>, S> implements Reconciler<T> {
    private static final Logger LOG = LoggerFactory.getLogger(KindReconciler.class);

    private final ControllerIdentity identity;
    private final StatusType<T, S> type;
    private final ReconcilerServices services;
    private final StatusWriter<T, S> statusWriter;
    private final Finalizer<T> finalizer;
    private final RequeueTimers requeueTimers;
    private final WorkMetrics work;
    private final OwnWrites<T> ownWrites = new OwnWrites<>();
    private volatile WakeUpEventSource<T> wakeUps = new WakeUpEventSource<>();
    private volatile @Nullable IndexerResourceCache<T> cache;

    protected KindReconciler(ControllerIdentity identity, StatusType<T, S> type, ReconcilerServices services) {
        this.identity = identity;
        this.type = type;
        this.services = services;
        this.statusWriter = new StatusWriter<>(services.client(), type, identity.statusManager());
        this.finalizer = new Finalizer<>(services.client(), type.kind(), identity.statusManager());
        this.requeueTimers =
                new RequeueTimers(type.kind().getSimpleName(), services.backoff(), services.jitter(), this::wake);
        this.work = services.metrics().work(controllerName(), services.gate().places());
    }

    /**
     * One pass over an object that is neither suspended nor being deleted. Expected failures are told in the result; an exception is a bug
     * or an API server that does not answer, and leads to another try.
     *
     * @throws Exception when something unexpected happened
     */
    protected abstract ReconcileResult<S> reconcile(T object, Reconciliation reconciliation) throws Exception;

    /** Whether the object is suspended. */
    protected abstract boolean isSuspended(T object);

    /**
     * Whether the observed generation of a suspended object follows its generation; sources always do it, others when they are at rest.
     */
    protected boolean observesGenerationWhenSuspended(S status) {
        return true;
    }

    /** Whether objects of this kind carry our finalizer. */
    protected boolean usesFinalizer() {
        return true;
    }

    /**
     * What must happen before an object that is being deleted may go; also called for a suspended one.
     *
     * @throws Exception when something unexpected happened; it will be tried again
     */
    protected Cleanup cleanUp(T object, Reconciliation reconciliation) throws Exception {
        return Cleanup.DONE;
    }

    /** The object is gone; what is remembered about it can go too. */
    protected void forget(ObjectKey key) {}

    /** Indexes over the objects of this kind, by name; see {@link #indexed}. */
    protected Map<String, Function<T, List<String>>> indexers() {
        return Map.of();
    }

    /** Asks for a pass over an object; several requests before it begins make one pass. */
    public final void wake(ObjectKey key) {
        wakeUps.wake(key);
    }

    /** The object as the watch last saw it. */
    public final Optional<T> find(ObjectKey key) {
        IndexerResourceCache<T> objects = cache;
        return objects == null
                ? Optional.empty()
                : objects.get(new ResourceID(key.name(), key.namespace())).map(seen -> ownWrites.newest(key, seen));
    }

    /** All objects as the watch last saw them. */
    public final Stream<T> all() {
        IndexerResourceCache<T> objects = cache;
        return objects == null ? Stream.empty() : objects.list();
    }

    /** The objects that an index has under a value. */
    public final List<T> indexed(String index, String value) {
        IndexerResourceCache<T> objects = cache;
        return objects == null ? List.of() : objects.byIndex(index, value);
    }

    /**
     * Writes the status in the middle of a pass, for example to tell that a long step began. The end of the pass does not need it.
     *
     * @return the object as it is now; the pass goes on with it. The given one when it is gone
     */
    protected final T writeStatus(T object, UnaryOperator<S> change) {
        Optional<T> now = statusWriter.write(object, change);
        now.ifPresent(it -> ownWrites.wrote(it.key(), it));
        return now.orElse(object);
    }

    /**
     * Tells people, through the API server and the bus.
     *
     * @param metadata facts under the names of {@link dev.capstan.api.event.EventMetadata}, without prefix
     */
    protected final void recordEvent(
            T about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        services.events().record(identity, about, severity, reason, message, metadata);
    }

    /**
     * The watch saw a change of an object, also one that asks for no pass, such as a new status. For kinds whose objects wait for each other;
     * must return at once.
     */
    protected void onChange(T changed, T before) {}

    /** Whether a change of an object asks for a pass: a new generation, a new request token, or the start of its deletion. */
    public final boolean triggersReconcile(T changed, T before) {
        onChange(changed, before);
        return TriggerRule.triggersReconcile(changed, before);
    }

    /** The kind and its status. */
    public final StatusType<T, S> type() {
        return type;
    }

    /** The controller that this reconciler is part of. */
    public final ControllerIdentity identity() {
        return identity;
    }

    private String controllerName() {
        return type.kind().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What the reconcilers of the process share. */
    protected final ReconcilerServices services() {
        return services;
    }

    /** Further sources of events; most kinds wake up objects with {@link #wake} instead. */
    protected List<EventSource<?, T>> furtherEventSources(EventSourceContext<T> context) {
        return List.of();
    }

    @Override
    public final List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
        IndexerResourceCache<T> objects = context.getPrimaryCache();
        if (!indexers().isEmpty()) {
            objects.addIndexers(indexers());
        }
        cache = objects;
        WakeUpEventSource<T> fresh = new WakeUpEventSource<>();
        wakeUps = fresh;
        return Stream.concat(Stream.<EventSource<?, T>>of(fresh), furtherEventSources(context).stream())
                .toList();
    }

    @Override
    public final UpdateControl<T> reconcile(T watched, Context<T> context) {
        ObjectKey key = watched.key();
        if (context.isPrimaryResourceDeleted()) {
            drop(watched);
            return UpdateControl.noUpdate();
        }
        String id = UUID.randomUUID().toString();
        T object = ownWrites.newest(key, watched);
        try (var _ = LogContext.of(object.ref(), id)) {
            inTurn(key.namespace(), () -> measured(object, passOver(object, id, context)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return UpdateControl.noUpdate();
    }

    private void inTurn(String namespace, Runnable pass) throws InterruptedException {
        WorkMetrics.Waiting waiting = work.waits();
        try {
            services.gate().enter(namespace);
        } catch (InterruptedException stopped) {
            waiting.givesUp();
            throw stopped;
        }
        try (var _ = waiting.begins()) {
            pass.run();
        } finally {
            services.gate().leave();
        }
    }

    private Reconciliation passOver(T object, String id, Context<T> context) {
        Optional<String> token = object.annotation(ToolkitKeys.REQUESTED_AT)
                .filter(requested -> !requested.equals(
                        type.lastHandledReconcileAt(statusOf(object)).orElse(null)));
        return new Reconciliation(id, services.clock().instant(), token, context::isNextReconciliationImminent);
    }

    private void measured(T object, Reconciliation reconciliation) {
        long start = System.nanoTime();
        String result = "error";
        try {
            Requeue requeue = dispatch(object, reconciliation);
            schedule(object.key(), requeue);
            result = requeue instanceof Requeue.Backoff ? "error" : "success";
        } catch (KubernetesClientException unanswered) {
            LOG.warn("The API server did not do what was asked; the pass is tried again: {}", unanswered.getMessage());
            schedule(object.key(), new Requeue.Backoff());
        } catch (Fence.NotLeading stopped) {
            LOG.warn("The pass was ended: {}", stopped.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError bug) {
            LOG.error("The pass failed unexpectedly and is tried again", bug);
            schedule(object.key(), new Requeue.Backoff());
        } finally {
            services.metrics()
                    .pass(controllerName(), object.ref(), Duration.ofNanos(System.nanoTime() - start), result);
        }
    }

    private Requeue dispatch(T object, Reconciliation reconciliation) throws Exception {
        Optional<String> unreadable = object.undecodable();
        if (unreadable.isPresent()) {
            return skipUnreadable(object, unreadable.get());
        }
        if (object.isMarkedForDeletion()) {
            return beforeDeletion(object, reconciliation);
        }
        Optional<T> owned = usesFinalizer() ? finalizer.addTo(object) : Optional.of(object);
        if (owned.isEmpty()) {
            return new Requeue.OnChange();
        }
        T ours = owned.get();
        ownWrites.wrote(ours.key(), ours);
        return isSuspended(ours) ? suspended(ours) : work(ours, reconciliation);
    }

    private Requeue skipUnreadable(T object, String why) {
        LOG.warn("The object is skipped: {}", why);
        recordEvent(
                object,
                Severity.ERROR,
                Reason.UNDECODABLE_OBJECT,
                why + ". The object is skipped until it is corrected.",
                Map.of());
        return new Requeue.OnChange();
    }

    private Requeue beforeDeletion(T object, Reconciliation reconciliation) throws Exception {
        if (!object.hasFinalizer(ToolkitKeys.FINALIZER)) {
            return new Requeue.OnChange();
        }
        return switch (cleanUp(object, reconciliation)) {
            case Cleanup.Done _ -> {
                finalizer.removeFrom(object);
                yield new Requeue.OnChange();
            }
            case Cleanup.NotYet(Duration delay) -> new Requeue.After(delay);
            case Cleanup.Failed(String message) -> {
                LOG.warn("The object cannot go yet: {}", message);
                yield new Requeue.Backoff();
            }
        };
    }

    private Requeue suspended(T object) {
        writeStatus(object, status -> {
            S handled = withRequestHandled(object, status);
            return observesGenerationWhenSuspended(handled)
                    ? type.withObservedGeneration(handled, object.getMetadata().getGeneration())
                    : handled;
        });
        return new Requeue.OnChange();
    }

    private Requeue work(T object, Reconciliation reconciliation) throws Exception {
        ReconcileResult<S> result;
        try {
            result = reconcile(object, reconciliation);
        } catch (InterruptedException | Fence.NotLeading stopped) {
            throw stopped;
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError unexpected) {
            result = unexpectedly(object, reconciliation, unexpected);
        }
        UnaryOperator<S> judged = result.status();
        T latestObject = ownWrites.newest(object.key(), object);
        writeStatus(latestObject, status -> withRequestHandled(object, judged.apply(status)));
        return result.requeue();
    }

    private ReconcileResult<S> unexpectedly(T object, Reconciliation reconciliation, Throwable unexpected) {
        String message;
        if (unexpected instanceof KubernetesClientException unanswered) {
            message = "The API server did not do what was asked: " + unanswered.getMessage();
            LOG.warn(message);
        } else {
            message = "An internal error ended the reconciliation " + reconciliation.id()
                    + "; the log of the controller has the details";
            LOG.error("The pass failed unexpectedly", unexpected);
        }
        recordEvent(object, Severity.ERROR, Reason.FAILED, message, Map.of());
        var verdict = new ReadyState.Retrying(Reason.FAILED, message);
        return new ReconcileResult<>(verdict.on(type, object, services.clock().instant()), new Requeue.Backoff());
    }

    private S withRequestHandled(T object, S status) {
        return object.annotation(ToolkitKeys.REQUESTED_AT)
                .map(token -> type.withLastHandledReconcileAt(status, token))
                .orElse(status);
    }

    private S statusOf(T object) {
        S status = object.getStatus();
        return status == null ? type.initial() : status;
    }

    private void schedule(ObjectKey key, Requeue requeue) {
        if (requeue instanceof Requeue.Backoff) {
            work.retries();
        }
        requeueTimers.schedule(key, requeue);
    }

    private void drop(T object) {
        ObjectKey key = object.key();
        requeueTimers.forget(key);
        ownWrites.forget(key);
        services.metrics().forget(object.ref());
        forget(key);
    }
}
