package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.deletion.DeletionOutcome;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.application.run.ApplicationMemory;
import dev.capstan.application.run.PassInput;
import dev.capstan.application.run.PassOutcome;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Carries out passes over Applications, and writes what they come to. */
@Vetoed // made by ApplicationController
final class ApplicationReconciler implements ObjectReconciler<Application, ApplicationStatus> {
    /** A deletion that nothing wakes is looked at all the same: what holds it up may be of a kind that is not watched. */
    private static final Duration DELETION_LOOK = Duration.ofSeconds(30);

    /** An Application that changes that often during its passes is looked at when it has come to rest. */
    private static final int TRIES = 3;

    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(1);

    private final ReconcilerContext<Application, ApplicationStatus> context;
    private final Surroundings around;
    private final Clock clock;
    private final Announcements announcements;
    private final Refreshes refreshes = new Refreshes();
    private final ConcurrentMap<ObjectKey, ApplicationMemory> memories = new ConcurrentHashMap<>();
    private final AtomicBoolean isOtherTold = new AtomicBoolean();

    ApplicationReconciler(ReconcilerContext<Application, ApplicationStatus> context, Surroundings around, Clock clock) {
        this.context = context;
        this.around = around;
        this.clock = clock;
        this.announcements = new Announcements(context, around.metrics());
    }

    @Override
    public ReconcileResult<ApplicationStatus> reconcile(Application seen, Reconciliation reconciliation) {
        if (!around.isPlaneKnown().getAsBoolean()) {
            return ReconcileResult.postponed(new Requeue.After(UNTIL_KNOWN));
        }
        Application object = seen;
        for (int i = 0; i < TRIES && !object.isMarkedForDeletion(); i++) {
            var checkpoint = checkpoint(object, reconciliation);
            Optional<ReconcileResult<ApplicationStatus>> result = pass(object, reconciliation, checkpoint);
            if (result.isPresent()) {
                return result.get();
            }
            if (checkpoint.failure().isPresent()) {
                throw checkpoint.failure().get();
            }
            object = context.find(object.key()).orElse(checkpoint.latest());
        }
        return ReconcileResult.postponed(new Requeue.Backoff());
    }

    /** One pass; empty when it was interrupted, and nothing of it is to be written. */
    private Optional<ReconcileResult<ApplicationStatus>> pass(
            Application object, Reconciliation reconciliation, WrittenCheckpoint checkpoint) {
        Instant start = clock.instant();
        ControlPlane plane = around.plane().now();
        ApplicationObject application = ApplicationObjects.of(object);
        RefreshLevel level = refreshes.level(application, reconciliation.requestedAt(), plane.settings(), start);
        PassOutcome outcome = around.pass().run(new PassInput(application, level), memory(object.key()), checkpoint);
        around.metrics().reconciled(application, Duration.between(start, clock.instant()));
        if (outcome.isInterrupted()) {
            return Optional.empty();
        }
        PassWrite write = write(application, outcome, reconciliation);
        ApplicationStatus before = statusOf(checkpoint.latest());
        ApplicationStatus after = write.apply(before);
        announcements.changed(checkpoint.latest(), before, after);
        announcements.passed(application, outcome.operation(), after);
        return Optional.of(new ReconcileResult<>(write::apply, write.object(), requeue(application, plane, outcome)));
    }

    private WrittenCheckpoint checkpoint(Application object, Reconciliation reconciliation) {
        ApplicationObject application = ApplicationObjects.of(object);
        return new WrittenCheckpoint(object, (before, outcome) -> {
            PassWrite write = write(application, outcome, reconciliation);
            Application now = context.write(before, write::apply, write.object());
            announcements.changed(now, statusOf(before), statusOf(now));
            return now;
        });
    }

    private PassWrite write(ApplicationObject application, PassOutcome outcome, Reconciliation reconciliation) {
        var edit = new StatusEdit(application.spec(), around.plane().now().namespace(), clock.instant());
        return new PassWrite(edit, outcome, reconciliation.requestedAt().isPresent());
    }

    private Requeue requeue(ApplicationObject application, ControlPlane plane, PassOutcome outcome) {
        Instant now = clock.instant();
        boolean isFailed =
                !outcome.conditions().messages(ConditionType.COMPARISON_ERROR).isEmpty();
        Optional<Instant> due = refreshes.looked(application, isFailed, plane.settings(), now);
        Optional<Instant> next =
                Stream.of(due, outcome.lookAgain()).flatMap(Optional::stream).min(Instant::compareTo);
        return next.<Requeue>map(time -> new Requeue.After(until(time, now))).orElseGet(Requeue.OnChange::new);
    }

    private static Duration until(Instant time, Instant now) {
        Duration left = Duration.between(now, time);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public Cleanup cleanUp(Application object, Reconciliation reconciliation) {
        if (isSuspended(object)) {
            suspend(object);
            return new Cleanup.NotYet(DELETION_LOOK);
        }
        if (!around.isPlaneKnown().getAsBoolean()) {
            return new Cleanup.NotYet(UNTIL_KNOWN);
        }
        ApplicationObject application = ApplicationObjects.of(object);
        var checkpoint = checkpoint(object, reconciliation);
        PassOutcome outcome =
                around.pass().run(new PassInput(application, RefreshLevel.COMPARE), memory(object.key()), checkpoint);
        if (outcome.isInterrupted()) {
            return new Cleanup.Failed("the Application could not be written during its deletion");
        }
        PassWrite write = write(application, outcome, reconciliation);
        Application now = context.write(checkpoint.latest(), write::apply, write.object());
        announcements.changed(now, statusOf(checkpoint.latest()), statusOf(now));
        return outcome.deletion()
                .map(deletion -> cleanup(now, deletion))
                .orElseGet(() -> new Cleanup.Failed("the pass over the Application did not see that it is deleted"));
    }

    private Cleanup cleanup(Application object, DeletionOutcome deletion) {
        return switch (deletion) {
            case DeletionOutcome.Waiting waiting -> new Cleanup.NotYet(lookAgain(waiting.lookAgain()));
            case DeletionOutcome.Failed failed -> {
                announcements.tell(object, Severity.ERROR, Reason.RESOURCE_DELETED, failed.message());
                yield new Cleanup.NotYet(lookAgain(Optional.of(failed.lookAgain())));
            }
            case DeletionOutcome.Release release -> {
                if (!release.note().isEmpty()) {
                    announcements.tell(object, Severity.INFO, Reason.RESOURCE_DELETED, release.note());
                }
                yield new Cleanup.DoneWith(release.finalizers());
            }
        };
    }

    private Duration lookAgain(Optional<Instant> time) {
        return time.map(it -> until(it, clock.instant()))
                .filter(it -> it.compareTo(DELETION_LOOK) < 0)
                .orElse(DELETION_LOOK);
    }

    @Override
    public boolean isSuspended(Application object) {
        return ApplicationTriggers.isSkipped(object)
                || !around.served().has(object.key().namespace())
                || around.other().get().isPresent();
    }

    @Override
    public Optional<UnaryOperator<ApplicationStatus>> unreadable(Application object, String why, Instant now) {
        if (isSuspended(object)) {
            return Optional.empty();
        }
        String message = why + "; nothing is done about the Application until it is corrected";
        var invalid = new Conditions(
                Set.of(ConditionType.INVALID_SPEC_ERROR),
                List.of(new Condition(ConditionType.INVALID_SPEC_ERROR, message)));
        return Optional.of(status -> StatusEdit.withConditions(status, invalid, now));
    }

    @Override
    public void suspend(Application object) {
        around.other()
                .get()
                .filter(_ -> isOtherTold.compareAndSet(false, true))
                .ifPresent(other -> announcements.tell(
                        object,
                        Severity.ERROR,
                        Reason.LEFT_TO_ARGO_CD,
                        "Applications are left to Argo CD's own controller, " + other
                                + ": scale it to 0 and they are taken care of here"));
    }

    @Override
    public void statusNotWritten(ObjectKey key) {
        memories.remove(key);
    }

    @Override
    public void forget(ObjectKey key) {
        memories.remove(key);
        refreshes.forget(key);
        around.metrics().forget(key);
        around.forget().accept(key);
    }

    @Override
    public void onChange(Application changed, Application before) {
        around.wakeUps().applicationChanged(changed, before);
    }

    private ApplicationMemory memory(ObjectKey key) {
        return memories.computeIfAbsent(key, _ -> new ApplicationMemory());
    }

    private static ApplicationStatus statusOf(Application object) {
        return object.getStatus() == null ? StatusEdit.INITIAL : object.getStatus();
    }
}
