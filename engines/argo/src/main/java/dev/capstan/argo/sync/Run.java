package dev.capstan.argo.sync;

import java.util.ArrayList;
import java.util.List;

/**
 * Batches of actions, one after the other.
 *
 * @param purpose what they are for
 * @param tasks the tasks that they are for, in their order
 * @param batches what is still to do; the first one is under way once it was handed out
 * @param isHandedOut whether the first batch is under way
 * @param outcome what came of it so far
 * @param isLastWave whether no other wave follows
 */
record Run(
        Purpose purpose,
        List<SyncTask> tasks,
        List<List<SyncAction>> batches,
        boolean isHandedOut,
        Outcome outcome,
        boolean isLastWave) {

    enum Purpose {
        /** The destination's namespace, before anything is checked. */
        NAMESPACE,
        /** The dry run. */
        CHECK,
        WAVE,
        /** Hooks that run after a failure. */
        SYNC_FAIL,
        /** Finalizers of hooks that are done. */
        RELEASE,
        /** Hooks that go because of the outcome. */
        CLEANUP,
        TERMINATE
    }

    enum Outcome {
        SUCCESSFUL,
        /** Something that is being deleted, or needs approval, holds the rest up. */
        PENDING,
        FAILED;

        Outcome worse(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    Run {
        tasks = List.copyOf(tasks);
        List<List<SyncAction>> filled = new ArrayList<>();
        batches.forEach(batch -> {
            if (!batch.isEmpty()) {
                filled.add(List.copyOf(batch));
            }
        });
        batches = List.copyOf(filled);
    }

    static Run of(Purpose purpose, List<SyncTask> tasks, List<List<SyncAction>> batches, boolean isLastWave) {
        return new Run(purpose, tasks, batches, false, Outcome.SUCCESSFUL, isLastWave);
    }

    Run handedOut() {
        return new Run(purpose, tasks, batches, true, outcome, isLastWave);
    }

    /** The run behind its first batch. Pruning and deleting must work before anything is made. */
    Run after(Outcome ofBatch) {
        Outcome worse = outcome.worse(ofBatch);
        boolean isCreation = batches.getFirst().stream()
                .allMatch(action -> action instanceof SyncAction.Apply || action instanceof SyncAction.DryRun);
        boolean goesOn = ofBatch == Outcome.SUCCESSFUL || isCreation || purpose == Purpose.TERMINATE;
        return new Run(
                purpose, tasks, goesOn ? batches.subList(1, batches.size()) : List.of(), false, worse, isLastWave);
    }

    /** The run without what comes but the release of old hooks, because something else has to go first. */
    Run holding() {
        List<List<SyncAction>> releases = batches.stream()
                .filter(batch -> batch.getFirst() instanceof SyncAction.ReleaseHook)
                .toList();
        return new Run(purpose, tasks, releases, false, Outcome.PENDING, isLastWave);
    }
}
