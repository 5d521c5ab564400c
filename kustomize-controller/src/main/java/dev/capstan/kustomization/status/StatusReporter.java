package dev.capstan.kustomization.status;

import static dev.capstan.api.meta.Condition.HEALTHY;
import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.RECONCILING;
import static dev.capstan.api.meta.Condition.STALLED;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.kustomization.history.History;
import dev.capstan.kustomization.run.ClusterChanges;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.RunStage;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;

/** What follows from the result of one run over one Kustomization. */
public final class StatusReporter {

    /** How long an object that waits for its finalizers is left before it is looked at again. */
    private static final Duration TERMINATION_CHECK = Duration.ofMinutes(1);

    private final KnownKustomization subject;
    private final Timing timing;
    private final Duration dependencyInterval;
    private final Instant now;
    private final Duration took;

    /**
     * @param dependencyInterval how long to wait at most for a dependency or an artifact
     * @param now the moment that conditions get
     * @param took how long the run lasted
     */
    public StatusReporter(
            KnownKustomization subject, Timing timing, Duration dependencyInterval, Instant now, Duration took) {
        this.subject = subject;
        this.timing = timing;
        this.dependencyInterval = dependencyInterval;
        this.now = now;
        this.took = took.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The report on a result. */
    public StatusReport on(RunResult result) {
        var events = new KustomizationEvents(subject, timing, dependencyInterval, took);
        return new StatusReport(status -> statusAfter(result, status), events.on(result), next(result));
    }

    /** The status while a run is at a stage, before it has a result, with what it is about to write. */
    public KustomizationStatus during(
            RunStage stage, SourceRevision revision, Inventory inventory, KustomizationStatus status) {
        return inProgress(new StatusEdit(status), stage, revision)
                .attempted(revision.name())
                .recorded(InventoryMapping.toWire(inventory))
                .done();
    }

    /** The status of a Kustomization that is to go but cannot, because its objects could not be deleted. */
    public KustomizationStatus stuckDeletion(String message, KustomizationStatus status) {
        return new StatusEdit(status).set(isFalse(Reason.PRUNE_FAILED, message)).done();
    }

    private KustomizationStatus statusAfter(RunResult result, KustomizationStatus status) {
        var edit = new StatusEdit(status);
        return switch (result) {
            case RunResult.Refused refused ->
                edit.set(isTrue(STALLED, refused.reason(), refused.message()))
                        .set(isFalse(refused.reason(), refused.message()))
                        .observed(subject.generation())
                        .done();
            case RunResult.SourceNotReady(var message, var _) ->
                retrying(edit, message)
                        .set(isFalse(Reason.ARTIFACT_FAILED, message))
                        .done();
            case RunResult.DependencyNotReady(var message, var _) ->
                retrying(edit, message)
                        .set(isFalse(Reason.DEPENDENCY_NOT_READY, message))
                        .done();
            case RunResult.Failed failed -> afterFailure(edit, failed).done();
            case RunResult.AwaitingHealth(var revision, var changes, var _, var _, var _, var _) ->
                inProgress(edit, RunStage.CHECKING_HEALTH, revision)
                        .attempted(revision.name())
                        .recorded(InventoryMapping.toWire(changes.inventory()))
                        .done();
            case RunResult.Unhealthy(var revision, var changes, var message) ->
                counted(edit, revision, changes.digest(), Reason.HEALTH_CHECK_FAILED)
                        .set(isTrue(
                                RECONCILING,
                                Reason.PROGRESSING_WITH_RETRY,
                                RunStage.CHECKING_HEALTH.message(revision.name(), timing.timeout())))
                        .set(isFalse(Reason.HEALTH_CHECK_FAILED, message))
                        .set(Condition.isFalse(HEALTHY, Reason.HEALTH_CHECK_FAILED, message, subject.generation(), now))
                        .attempted(revision.name())
                        .recorded(InventoryMapping.toWire(changes.inventory()))
                        .done();
            case RunResult.Succeeded succeeded -> afterSuccess(edit, succeeded).done();
            case RunResult.SameInputs(var revision, var lastRun) -> {
                counted(edit, revision, lastRun.digest(), Reason.RECONCILIATION_SUCCEEDED);
                yield ready(edit, revision, "").done();
            }
        };
    }

    private StatusEdit afterFailure(StatusEdit edit, RunResult.Failed failed) {
        SourceRevision revision = failed.revision();
        edit.set(isTrue(
                        RECONCILING,
                        Reason.PROGRESSING_WITH_RETRY,
                        failed.stage().message(revision.name(), timing.timeout())))
                .set(isFalse(failed.reason(), failed.message()));
        if (failed.isAttempted()) {
            edit.attempted(revision.name());
        }
        failed.changes().ifPresent(changes -> {
            edit.recorded(InventoryMapping.toWire(changes.inventory()));
            counted(edit, revision, changes.digest(), failed.reason());
        });
        return edit;
    }

    private StatusEdit afterSuccess(StatusEdit edit, RunResult.Succeeded succeeded) {
        ClusterChanges changes = succeeded.changes();
        Conditions before = edit.conditions();
        boolean isNews = changes.hasChanges()
                || before.get(READY).filter(Condition::holds).isEmpty()
                || !subject.status().history().stream()
                        .findFirst()
                        .map(entry -> entry.digest().equals(changes.digest()))
                        .orElse(false);
        edit.recorded(InventoryMapping.toWire(changes.inventory()));
        if (isNews || hasOtherNews(succeeded)) {
            counted(edit, succeeded.revision(), changes.digest(), Reason.RECONCILIATION_SUCCEEDED);
        }
        if (succeeded.healthTook().isEmpty()) {
            edit.clear(HEALTHY);
        } else if (isNews || !before.isTrue(HEALTHY)) {
            String message = "Health check passed in "
                    + GoDuration.format(succeeded.healthTook().get().truncatedTo(ChronoUnit.MILLIS));
            edit.set(isTrue(HEALTHY, Reason.SUCCEEDED, message));
        } else {
            before.get(HEALTHY).ifPresent(old -> edit.set(isTrue(HEALTHY, Reason.SUCCEEDED, old.message())));
        }
        return ready(edit, succeeded.revision(), remnants(changes));
    }

    /** Whether the status changes anyway, so that counting the run costs no write of its own. */
    private boolean hasOtherNews(RunResult.Succeeded succeeded) {
        KustomizationStatus status = subject.status();
        return !succeeded.revision().name().equals(status.lastAppliedRevision())
                || status.observedGeneration() != subject.generation()
                || subject.isRequested();
    }

    /** What left the set and is not gone. */
    private static String remnants(ClusterChanges changes) {
        List<String> handOver = changes.handOver().keptLines();
        return (changes.terminating().isEmpty() ? "" : "; still there: " + String.join("; ", changes.terminating()))
                + (changes.kept().isEmpty() ? "" : "; kept: " + String.join("; ", changes.kept()))
                + (handOver.isEmpty() ? "" : "; " + String.join("; ", handOver));
    }

    private StatusEdit ready(StatusEdit edit, SourceRevision revision, String remnants) {
        String message = "Applied revision: " + revision.name() + remnants;
        return edit.clear(RECONCILING, STALLED)
                .set(isTrue(READY, Reason.RECONCILIATION_SUCCEEDED, message))
                .attempted(revision.name())
                .applied(revision.name(), revision.origin().orElse(null))
                .observed(subject.generation());
    }

    /** The status of a Kustomization that is to go, and keeps objects that others are about to take over. */
    public KustomizationStatus handingOver(String message, Inventory remaining, KustomizationStatus status) {
        return new StatusEdit(status)
                .set(Condition.isUnknown(READY, Reason.PROGRESSING, message, subject.generation(), now))
                .recorded(InventoryMapping.toWire(remaining))
                .done();
    }

    private StatusEdit retrying(StatusEdit edit, String message) {
        return edit.set(isTrue(RECONCILING, Reason.PROGRESSING_WITH_RETRY, message));
    }

    private StatusEdit inProgress(StatusEdit edit, RunStage stage, SourceRevision revision) {
        return edit.set(isTrue(RECONCILING, Reason.PROGRESSING, stage.message(revision.name(), timing.timeout())))
                .set(Condition.isUnknown(
                        READY, Reason.PROGRESSING, "Reconciliation in progress", subject.generation(), now));
    }

    private StatusEdit counted(StatusEdit edit, SourceRevision revision, String digest, Reason reason) {
        var metadata = new HashMap<String, String>();
        metadata.put(EventMetadata.REVISION, revision.name());
        revision.origin().ifPresent(origin -> metadata.put(EventMetadata.ORIGIN_REVISION, origin));
        return edit.history(History.with(edit.history(), new History.Result(digest, reason, took, metadata), now));
    }

    private Condition isTrue(String type, Reason reason, String message) {
        return Condition.isTrue(type, reason, message, subject.generation(), now);
    }

    private Condition isFalse(Reason reason, String message) {
        return Condition.isFalse(READY, reason, message, subject.generation(), now);
    }

    private Requeue next(RunResult result) {
        return switch (result) {
            case RunResult.Refused _ -> new Requeue.OnChange();
            case RunResult.SourceNotReady(var _, var wait) ->
                switch (wait) {
                    case RETRY_INTERVAL -> new Requeue.After(timing.retryInterval());
                    case DEPENDENCY_INTERVAL -> new Requeue.After(dependencyInterval);
                    case GROWING -> new Requeue.BackoffUpTo(dependencyInterval);
                };
            case RunResult.DependencyNotReady _ -> new Requeue.After(dependencyInterval);
            case RunResult.Failed _, RunResult.Unhealthy _ -> new Requeue.After(timing.retryInterval());
            // The end of the wait wakes the Kustomization up; the timer is only the safety net.
            case RunResult.AwaitingHealth _ ->
                new Requeue.After(timing.timeout().plusSeconds(5));
            // Its end wakes the Kustomization up as well; the timer is only the safety net.
            case RunResult.Succeeded succeeded
            when !succeeded.changes().terminating().isEmpty() -> new Requeue.After(terminationCheck());
            // Whoever takes over wakes the Kustomization up; the timer ends a wait that is over.
            case RunResult.Succeeded succeeded
            when succeeded.changes().handOver().nextDeadline().isPresent() ->
                new Requeue.After(
                        until(succeeded.changes().handOver().nextDeadline().get()));
            case RunResult.Succeeded _, RunResult.SameInputs _ -> new Requeue.Interval(timing.interval());
        };
    }

    private Duration until(Instant deadline) {
        Duration rest = Duration.between(now, deadline);
        return rest.compareTo(timing.interval()) < 0 ? rest.plusSeconds(1) : timing.interval();
    }

    private Duration terminationCheck() {
        return timing.interval().compareTo(TERMINATION_CHECK) < 0 ? timing.interval() : TERMINATION_CHECK;
    }
}
