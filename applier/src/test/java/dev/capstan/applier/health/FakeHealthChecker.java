package dev.capstan.applier.health;

import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.apply.watch.ObjectHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits that end when a test says so. */
public final class FakeHealthChecker implements HealthChecker {

    private final List<CompletableFuture<HealthOutcome>> waits = new ArrayList<>();

    /** The last wait ends so. */
    public void end(HealthOutcome outcome) {
        waits.getLast().complete(outcome);
    }

    /** How many waits are not at their end. */
    public long pending() {
        return waits.stream().filter(wait -> !wait.isDone()).count();
    }

    @Override
    public HealthWait await(HealthWaitRequest request) {
        var outcome = new CompletableFuture<HealthOutcome>();
        waits.add(outcome);
        return new HealthWait() {
            @Override
            public CompletionStage<HealthOutcome> outcome() {
                return outcome;
            }

            @Override
            public List<ObjectHealth> pending() {
                return List.of();
            }

            @Override
            public void cancel(String reason) {
                outcome.complete(new HealthOutcome.Superseded(Duration.ZERO, reason));
            }
        };
    }
}
