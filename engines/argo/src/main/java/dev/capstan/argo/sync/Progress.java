package dev.capstan.argo.sync;

import dev.capstan.argo.health.Health;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks how far the running tasks are. */
final class Progress {

    private Progress() {}

    /** Results with the state of running tasks brought up to date from the cluster. */
    static SyncResults update(List<SyncTask> tasks, SyncResults results, Function<SyncTask, LiveState> live) {
        SyncResults.Draft draft = results.change();
        for (SyncTask task : tasks) {
            if (!task.isPrune()
                    && results.of(task).isRunning()
                    && live.apply(task) instanceof LiveState.Present present) {
                Optional<OperationPhase> phase =
                        task.isHook() ? Optional.of(ofHook(present.health())) : ofResource(present.health());
                phase.ifPresent(known -> draft.set(task, known, message(task, present.health())));
            }
        }
        return draft.done();
    }

    /** A task whose object has gone can never get done. */
    static SyncResults failMissing(List<SyncTask> running, SyncResults results, Function<SyncTask, LiveState> live) {
        SyncResults.Draft draft = results.change();
        for (SyncTask task : running) {
            if (live.apply(task) instanceof LiveState.Absent) {
                draft.set(
                        task,
                        ResultCode.SYNC_FAILED,
                        OperationPhase.ERROR,
                        "Resource " + task.key().display() + " is missing, it might have been deleted");
            }
        }
        return draft.done();
    }

    /** A hook is done by its health; without health it is done once it is there. */
    static OperationPhase ofHook(Optional<Health> health) {
        return health.map(known -> switch (known.status()) {
                    case HEALTHY, MISSING -> OperationPhase.SUCCEEDED;
                    case SUSPENDED, PROGRESSING -> OperationPhase.RUNNING;
                    case DEGRADED, UNKNOWN -> OperationPhase.FAILED;
                })
                .orElse(OperationPhase.SUCCEEDED);
    }

    private static Optional<OperationPhase> ofResource(Optional<Health> health) {
        if (health.isEmpty()) {
            return Optional.of(OperationPhase.SUCCEEDED);
        }
        return switch (health.get().status()) {
            case HEALTHY -> Optional.of(OperationPhase.SUCCEEDED);
            case DEGRADED -> Optional.of(OperationPhase.FAILED);
            case SUSPENDED, PROGRESSING, MISSING, UNKNOWN -> Optional.empty();
        };
    }

    static String message(SyncTask task, Optional<Health> health) {
        return health.map(Health::message).orElse(task.isHook() ? task.key().name() + " created" : "");
    }
}
