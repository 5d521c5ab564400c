package dev.capstan.kustomization.kube;

import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.kustomization.run.RunMemory;
import dev.capstan.kustomization.run.RunResult;
import java.util.Optional;

/**
 * A Kustomization whose objects are applied and not yet known to be healthy. Occupies no thread.
 *
 * @param uid of the Kustomization
 * @param generation of the spec that was applied
 * @param result what was applied
 * @param memory what to remember when it becomes healthy
 * @param health the wait itself
 * @param startedNanos monotonic time at which the run began
 */
record Waiting(
        String uid,
        long generation,
        RunResult.AwaitingHealth result,
        Optional<RunMemory> memory,
        HealthWait health,
        long startedNanos) {

    /** How it ended; empty while it goes on. */
    Optional<HealthOutcome> outcome() {
        var future = health.outcome().toCompletableFuture();
        return future.isDone() ? Optional.of(future.join()) : Optional.empty();
    }
}
