package dev.capstan.runtime.reconcile;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.log.LogContext;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.metric.WorkMetrics;
import dev.capstan.runtime.object.FinalizerWriter;
import dev.capstan.runtime.object.ObjectClient;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.object.StatusWriter;
import dev.capstan.runtime.object.WriteContention;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.status.ReadyState;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything around the call of a reconciler: its turn, the finalizer, suspension, deletion, the one status patch, what is made of an
 * exception, and when to reconcile again.
 */
final class ReconciliationDispatcher<T extends ToolkitResource<?, S>, S> {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationDispatcher.class);

    private final KindConventions<T, S> conventions;
    private final ObjectReconciler<T, S> reconciler;
    private final StatusWriter<T, S> statusWriter;
    private final FinalizerWriter<T> finalizers;
    private final ObjectEvents events;
    private final RequeueTimers requeueTimers;
    private final Outages outages;
    private final FairGate gate;
    private final ReconcileMetrics metrics;
    private final WorkMetrics work;
    private final Clock clock;
    private final OwnWrites<T> ownWrites = new OwnWrites<>();

    ReconciliationDispatcher(
            KindConventions<T, S> conventions,
            ObjectReconciler<T, S> reconciler,
            ObjectClient<T> client,
            ObjectEvents events,
            RequeueTimers requeueTimers,
            Outages outages,
            FairGate gate,
            ReconcileMetrics metrics,
            Clock clock) {
        this.conventions = conventions;
        this.reconciler = reconciler;
        this.statusWriter = new StatusWriter<>(client, conventions.initialStatus(), conventions.statusPlace());
        this.finalizers = new FinalizerWriter<>(client);
        this.events = events;
        this.requeueTimers = requeueTimers;
        this.outages = outages;
        this.gate = gate;
        this.metrics = metrics;
        this.work = metrics.work(controllerName(), gate.places());
        this.clock = clock;
    }

    private String controllerName() {
        return conventions.kind().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * Reconciles an object when it is its turn; never throws.
     *
     * @param isAsked whether more than its time has come
     * @return whether the reconciliation came to its end, whatever that was; false when it is tried again because something kept it from it
     */
    boolean reconcile(T watched, boolean isAsked) {
        T object = ownWrites.newest(watched.key(), watched);
        Optional<String> request = conventions
                .requests()
                .requestOf(object)
                .filter(it -> !conventions
                        .status()
                        .handledRequest(conventions.statusOf(object))
                        .equals(Optional.of(it)));
        String id = UUID.randomUUID().toString();
        try (var _ = LogContext.of(object.ref(), id)) {
            return inTurn(
                    conventions.turn().apply(object),
                    () -> measured(
                            object, new Reconciliation(id, clock.instant(), request, isAsked || request.isPresent())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean inTurn(String queue, BooleanSupplier reconciliation) throws InterruptedException {
        WorkMetrics.Waiting waiting = work.waits();
        try {
            gate.enter(queue);
        } catch (InterruptedException stopped) {
            waiting.givesUp();
            throw stopped;
        }
        try (var _ = waiting.begins()) {
            return reconciliation.getAsBoolean();
        } finally {
            gate.leave();
        }
    }

    private boolean measured(T object, Reconciliation reconciliation) {
        long start = System.nanoTime();
        Outages.Mark during = outages.mark();
        String result = "error";
        try {
            Requeue requeue = dispatch(object, reconciliation);
            schedule(object.key(), requeue, during);
            result = RequeueTimers.isFailure(requeue) ? "error" : "success";
            return true;
        } catch (KubernetesClientException unanswered) {
            LOG.warn("The API server did not do what was asked; it is tried again: {}", unanswered.getMessage());
            schedule(object.key(), new Requeue.Backoff(), during);
        } catch (WriteContention busy) {
            LOG.warn("It is tried again: {}", busy.getMessage());
            schedule(object.key(), new Requeue.Backoff(), during);
        } catch (Fence.NotLeading stopped) {
            LOG.warn("The reconciliation was ended: {}", stopped.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error bug) {
            InternalErrors.report("reconciling", object.ref(), bug);
            schedule(object.key(), new Requeue.Backoff(), during);
        } finally {
            metrics.reconciled(controllerName(), object.ref(), Duration.ofNanos(System.nanoTime() - start), result);
        }
        return false;
    }

    private Requeue dispatch(T object, Reconciliation reconciliation) throws Exception {
        Optional<String> unreadable = object.undecodable();
        if (unreadable.isPresent()) {
            return skipUnreadable(object, unreadable.get());
        }
        if (object.isMarkedForDeletion()) {
            return beforeDeletion(object, reconciliation);
        }
        Optional<S> staticStatus = reconciler.staticStatus(object);
        if (staticStatus.isPresent()) {
            return reconciler.isSuspended(object)
                    ? new Requeue.OnChange()
                    : leaveToOthers(object, staticStatus.get(), reconciliation);
        }
        Optional<T> owned = conventions.finalizers() instanceof FinalizerPolicy.Ours(String name)
                ? finalizers.addTo(object, Set.of(name))
                : Optional.of(object);
        if (owned.isEmpty()) {
            return new Requeue.OnChange();
        }
        T ours = owned.get();
        ownWrites.wrote(ours.key(), ours);
        return reconciler.isSuspended(ours) ? suspended(ours) : callReconciler(ours, reconciliation);
    }

    private Requeue skipUnreadable(T object, String why) {
        LOG.warn("The object is skipped: {}", why);
        events.record(
                object,
                Severity.ERROR,
                Reason.UNDECODABLE_OBJECT,
                why + ". The object is skipped until it is corrected.",
                Map.of());
        reconciler.unreadable(object, why, clock.instant()).ifPresent(status -> writeUnreadable(object, status));
        return new Requeue.OnChange();
    }

    /** An API server that holds such an object to its schema may refuse every change of it; trying again would not help. */
    private void writeUnreadable(T object, UnaryOperator<S> status) {
        try {
            writeFinally(object, status, ObjectEdit.NONE);
        } catch (KubernetesClientException | WriteContention refused) {
            LOG.warn("The status of the object does not say why it is skipped: {}", refused.getMessage());
        }
    }

    /** Cleans up and takes finalizers of ours off, if there are any. */
    private Requeue beforeDeletion(T object, Reconciliation reconciliation) throws Exception {
        Set<String> ours = conventions.finalizers().on(object);
        if (ours.isEmpty()) {
            return new Requeue.OnChange();
        }
        return switch (reconciler.cleanUp(object, reconciliation)) {
            case Cleanup.Done _ -> {
                finalizers.removeFrom(object, ours);
                yield new Requeue.OnChange();
            }
            case Cleanup.DoneWith(Set<String> done) -> {
                finalizers.removeFrom(object, done).ifPresent(now -> ownWrites.wrote(now.key(), now));
                yield new Requeue.After(Duration.ZERO);
            }
            case Cleanup.NotYet(Duration delay) -> new Requeue.After(delay);
            case Cleanup.Failed(String message) -> {
                LOG.warn("The object cannot go yet: {}", message);
                yield new Requeue.Backoff();
            }
        };
    }

    private Requeue leaveToOthers(T object, S status, Reconciliation reconciliation) throws Exception {
        if (!conventions.statusOf(object).equals(status)) {
            write(object, _ -> status, ObjectEdit.NONE);
        }
        return beforeDeletion(object, reconciliation);
    }

    private Requeue suspended(T object) {
        reconciler.suspend(object);
        write(
                object,
                status -> {
                    S handled = withRequestNoted(object, status);
                    return reconciler.observesGenerationWhenSuspended(handled)
                            ? conventions
                                    .status()
                                    .withObservedGeneration(
                                            handled, object.getMetadata().getGeneration())
                            : handled;
                },
                ObjectEdit.NONE);
        return new Requeue.OnChange();
    }

    private Requeue callReconciler(T object, Reconciliation reconciliation) throws Exception {
        ReconcileResult<S> result;
        try {
            result = reconciler.reconcile(object, reconciliation);
        } catch (InterruptedException | Fence.NotLeading | WriteContention ended) {
            throw ended;
        } catch (KubernetesClientException unanswered) {
            String message = "The API server did not do what was asked: " + unanswered.getMessage();
            LOG.warn(message);
            result = failed(object, Reason.FAILED, message);
        } catch (Exception | Error bug) {
            InternalErrors.report("reconciling", object.ref(), bug);
            result = failed(
                    object,
                    Reason.INTERNAL_ERROR,
                    "An internal error ended the reconciliation " + reconciliation.id()
                            + "; the log of the controller has the details");
        }
        if (!result.isPostponed()) {
            conclude(object, result);
        }
        return result.requeue();
    }

    private void conclude(T object, ReconcileResult<S> result) {
        boolean isWritten = false;
        try {
            writeFinally(object, result.status(), result.edit());
            isWritten = true;
        } finally {
            if (!isWritten) {
                reconciler.statusNotWritten(object.key());
            }
        }
    }

    private ReconcileResult<S> failed(T object, Reason reason, String message) {
        events.record(object, Severity.ERROR, reason, message, Map.of());
        var state = new ReadyState.Retrying(reason, message);
        long generation = object.getMetadata().getGeneration();
        return new ReconcileResult<>(
                status -> conventions.status().with(status, state, generation, clock.instant()), new Requeue.Backoff());
    }

    private S withRequestNoted(T object, S status) {
        return conventions.requests() instanceof RequestPolicy.NotedInStatus(String annotation)
                ? object.annotation(annotation)
                        .map(request -> conventions.status().withHandledRequest(status, request))
                        .orElse(status)
                : status;
    }

    T write(T object, UnaryOperator<S> change, ObjectEdit edit) {
        Optional<T> now = statusWriter.write(object, change, edit);
        now.ifPresent(it -> ownWrites.wrote(it.key(), it));
        return now.orElse(object);
    }

    T writeFinalStatus(T object, UnaryOperator<S> change) {
        return writeFinally(object, change, ObjectEdit.NONE);
    }

    /**
     * Writes what a reconciliation ends with; what the object asked for is done.
     *
     * @param object as the reconciliation saw it: only what it asked for then is done
     */
    private T writeFinally(T object, UnaryOperator<S> change, ObjectEdit edit) {
        return write(
                ownWrites.newest(object.key(), object),
                status -> withRequestNoted(object, change.apply(status)),
                edit.removing(conventions.requests().removedFrom(object)));
    }

    /** What we wrote, if the watch has not seen it yet. */
    T newest(T watched) {
        return ownWrites.newest(watched.key(), watched);
    }

    private void schedule(ObjectKey key, Requeue requeue, Outages.Mark during) {
        if (RequeueTimers.isFailure(requeue)) {
            work.retries();
        }
        requeueTimers.schedule(key, requeue, during);
    }

    /** The object is gone. */
    void forget(T object) {
        ObjectKey key = object.key();
        requeueTimers.forget(key);
        ownWrites.forget(key);
        metrics.forget(object.ref());
        reconciler.forget(key);
    }
}
