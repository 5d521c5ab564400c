package dev.capstan.kustomization.kube;

import dev.capstan.api.meta.GoDuration;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.util.Optional;

/**
 * A Kustomization whose objects are applied and not yet known to be healthy. Occupies no thread.
 *
 * @param uid of the Kustomization
 * @param generation of the spec that was applied
 * @param result what was applied
 * @param health the wait itself
 * @param startedNanos monotonic time at which the run began
 */
record HealthWaitEntry(
        String uid, long generation, RunResult.AwaitingHealth result, HealthWait health, long startedNanos) {

    /** How it ended; empty while it goes on. */
    Optional<HealthOutcome> outcome() {
        var future = health.outcome().toCompletableFuture();
        return future.isDone() ? Optional.of(future.join()) : Optional.empty();
    }

    /** Whether it ended with everything healthy. */
    boolean isHealthy() {
        return outcome().filter(HealthOutcome.Healthy.class::isInstance).isPresent();
    }

    /** Whether this is still what the Kustomization asks for; a source that is away does not change that. */
    boolean isFor(KnownKustomization subject, Optional<ArtifactVersion> offered) {
        return uid.equals(subject.uid())
                && generation == subject.generation()
                && offered.map(result.lastRun().version()::equals).orElse(true);
    }

    /** How the run ends when the wait has ended so. */
    RunResult resultAfter(HealthOutcome outcome) {
        return switch (outcome) {
            case HealthOutcome.Healthy(var waited) ->
                new RunResult.Succeeded(result.revision(), result.changes(), Optional.of(waited), result.lastRun());
            case HealthOutcome.Unhealthy unhealthy -> failed(unhealthy.waited(), unhealthy.message());
            case HealthOutcome.TimedOut late -> failed(late.waited(), late.message());
            case HealthOutcome.Superseded(var waited, var reason) -> failed(waited, reason);
        };
    }

    private RunResult failed(Duration waited, String message) {
        String after = GoDuration.format(Duration.ofMillis(waited.toMillis()));
        return new RunResult.Unhealthy(
                result.revision(),
                result.changes(),
                "health check failed after %s: %s"
                        .formatted(after, result.shown().apply(message)));
    }
}
