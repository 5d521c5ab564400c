package dev.capstan.runtime.reconcile;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.log.LogContext;
import dev.capstan.runtime.metric.WorkMetrics;
import dev.capstan.runtime.select.ControllerIdentity;
import dev.capstan.runtime.status.StatusType;
import dev.capstan.runtime.status.StatusWriter;
import dev.capstan.runtime.status.Verdict;
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
    private final Frame frame;
    private final StatusWriter<T, S> statusWriter;
    private final Finalizer<T> finalizer;
    private final Appointments appointments;
    private final WorkMetrics work;
    private final LatestSeen<T> latest = new LatestSeen<>();
    private volatile Wakeups<T> wakeups = new Wakeups<>();
    private volatile @Nullable IndexerResourceCache<T> cache;

    protected KindReconciler(ControllerIdentity identity, StatusType<T, S> type, Frame frame) {
        this.identity = identity;
        this.type = type;
        this.frame = frame;
        this.statusWriter = new StatusWriter<>(frame.client(), type, identity.statusManager());
        this.finalizer = new Finalizer<>(frame.client(), type.kind(), identity.statusManager());
        this.appointments = new Appointments(type.kind().getSimpleName(), frame.backoff(), frame.jitter(), this::wake);
        this.work = frame.metrics().work(controllerName(), frame.gate().places());
    }

    /**
     * One pass over an object that is neither suspended nor being deleted. Expected failures are told in the outcome; an exception is a bug
     * or an API server that does not answer, and leads to another try.
     *
     * @throws Exception when something unexpected happened
     */
    protected abstract Outcome<S> reconcile(T object, Pass pass) throws Exception;

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
    protected Cleanup cleanUp(T object, Pass pass) throws Exception {
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
        wakeups.wake(key);
    }

    /** The object as the watch last saw it. */
    public final Optional<T> find(ObjectKey key) {
        IndexerResourceCache<T> objects = cache;
        return objects == null
                ? Optional.empty()
                : objects.get(new ResourceID(key.name(), key.namespace())).map(seen -> latest.newest(key, seen));
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
        now.ifPresent(it -> latest.wrote(it.key(), it));
        return now.orElse(object);
    }

    /**
     * Tells people, through the API server and the bus.
     *
     * @param metadata facts under the names of {@link dev.capstan.api.event.EventMetadata}, without prefix
     */
    protected final void tell(T about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        frame.events().record(identity, about, severity, reason, message, metadata);
    }

    /**
     * The watch saw a change of an object, also one that asks for no pass, such as a new status. For kinds whose objects wait for each other;
     * must return at once.
     */
    protected void noticed(T changed, T before) {}

    /** Whether a change of an object asks for a pass: a new generation, a new request token, or the start of its deletion. */
    public final boolean asksForPass(T changed, T before) {
        noticed(changed, before);
        return TriggerRule.asksForPass(changed, before);
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
    protected final Frame frame() {
        return frame;
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
        Wakeups<T> fresh = new Wakeups<>();
        wakeups = fresh;
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
        T object = latest.newest(key, watched);
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
            frame.gate().enter(namespace);
        } catch (InterruptedException stopped) {
            waiting.givesUp();
            throw stopped;
        }
        try (var _ = waiting.begins()) {
            pass.run();
        } finally {
            frame.gate().leave();
        }
    }

    private Pass passOver(T object, String id, Context<T> context) {
        Optional<String> token = object.annotation(ToolkitKeys.REQUESTED_AT)
                .filter(requested -> !requested.equals(
                        type.lastHandledReconcileAt(statusOf(object)).orElse(null)));
        return new Pass(id, frame.clock().instant(), token, context::isNextReconciliationImminent);
    }

    private void measured(T object, Pass pass) {
        long start = System.nanoTime();
        String result = "error";
        try {
            Next next = dispatch(object, pass);
            schedule(object.key(), next);
            result = next instanceof Next.Backoff ? "error" : "success";
        } catch (KubernetesClientException unanswered) {
            LOG.warn("The API server did not do what was asked; the pass is tried again: {}", unanswered.getMessage());
            schedule(object.key(), new Next.Backoff());
        } catch (Fence.NotLeading stopped) {
            LOG.warn("The pass was ended: {}", stopped.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError bug) {
            LOG.error("The pass failed unexpectedly and is tried again", bug);
            schedule(object.key(), new Next.Backoff());
        } finally {
            frame.metrics().pass(controllerName(), object.ref(), Duration.ofNanos(System.nanoTime() - start), result);
        }
    }

    private Next dispatch(T object, Pass pass) throws Exception {
        Optional<String> unreadable = object.undecodable();
        if (unreadable.isPresent()) {
            return skipUnreadable(object, unreadable.get());
        }
        if (object.isMarkedForDeletion()) {
            return beforeDeletion(object, pass);
        }
        Optional<T> owned = usesFinalizer() ? finalizer.addTo(object) : Optional.of(object);
        if (owned.isEmpty()) {
            return new Next.OnChange();
        }
        T ours = owned.get();
        latest.wrote(ours.key(), ours);
        return isSuspended(ours) ? suspended(ours) : work(ours, pass);
    }

    private Next skipUnreadable(T object, String why) {
        LOG.warn("The object is skipped: {}", why);
        tell(
                object,
                Severity.ERROR,
                Reason.UNDECODABLE_OBJECT,
                why + ". The object is skipped until it is corrected.",
                Map.of());
        return new Next.OnChange();
    }

    private Next beforeDeletion(T object, Pass pass) throws Exception {
        if (!object.hasFinalizer(ToolkitKeys.FINALIZER)) {
            return new Next.OnChange();
        }
        return switch (cleanUp(object, pass)) {
            case Cleanup.Done _ -> {
                finalizer.removeFrom(object);
                yield new Next.OnChange();
            }
            case Cleanup.NotYet(Duration delay) -> new Next.After(delay);
            case Cleanup.Failed(String message) -> {
                LOG.warn("The object cannot go yet: {}", message);
                yield new Next.Backoff();
            }
        };
    }

    private Next suspended(T object) {
        writeStatus(object, status -> {
            S handled = withRequestHandled(object, status);
            return observesGenerationWhenSuspended(handled)
                    ? type.withObservedGeneration(handled, object.getMetadata().getGeneration())
                    : handled;
        });
        return new Next.OnChange();
    }

    private Next work(T object, Pass pass) throws Exception {
        Outcome<S> outcome;
        try {
            outcome = reconcile(object, pass);
        } catch (InterruptedException | Fence.NotLeading stopped) {
            throw stopped;
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError unexpected) {
            outcome = unexpectedly(object, pass, unexpected);
        }
        UnaryOperator<S> judged = outcome.status();
        T latestObject = latest.newest(object.key(), object);
        writeStatus(latestObject, status -> withRequestHandled(object, judged.apply(status)));
        return outcome.next();
    }

    private Outcome<S> unexpectedly(T object, Pass pass, Throwable unexpected) {
        String message;
        if (unexpected instanceof KubernetesClientException unanswered) {
            message = "The API server did not do what was asked: " + unanswered.getMessage();
            LOG.warn(message);
        } else {
            message = "An internal error ended the pass " + pass.id() + "; the log of the controller has the details";
            LOG.error("The pass failed unexpectedly", unexpected);
        }
        tell(object, Severity.ERROR, Reason.FAILED, message, Map.of());
        var verdict = new Verdict.Retrying(Reason.FAILED, message);
        return new Outcome<>(verdict.on(type, object, frame.clock().instant()), new Next.Backoff());
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

    private void schedule(ObjectKey key, Next next) {
        if (next instanceof Next.Backoff) {
            work.retries();
        }
        appointments.make(key, next);
    }

    private void drop(T object) {
        ObjectKey key = object.key();
        appointments.forget(key);
        latest.forget(key);
        frame.metrics().forget(object.ref());
        forget(key);
    }
}
