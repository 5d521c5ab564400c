package dev.capstan.apply.watch;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How a wait for health ended. */
public sealed interface HealthOutcome {

    /** How long the wait lasted. */
    Duration waited();

    /** Everything is current. */
    record Healthy(Duration waited) implements HealthOutcome {}

    /**
     * Objects failed, so waiting longer makes no sense.
     *
     * @param failed the failed ones
     * @param pending those that were not current yet
     */
    record Unhealthy(Duration waited, List<ObjectHealth> failed, List<ObjectHealth> pending) implements HealthOutcome {

        /** The message as Flux words it, without its prefix. */
        public String message() {
            return "failed early due to stalled resources: [" + listed(failed) + "]";
        }
    }

    /**
     * The time was up.
     *
     * @param pending what was not current yet
     */
    record TimedOut(Duration waited, List<ObjectHealth> pending) implements HealthOutcome {

        /** The message as Flux words it, without its prefix. */
        public String message() {
            return "timeout waiting for: [" + listed(pending) + "]";
        }
    }

    /**
     * Nobody wants the answer any more.
     *
     * @param reason as given to {@link HealthWait#cancel}
     */
    record Superseded(Duration waited, String reason) implements HealthOutcome {}

    private static String listed(List<ObjectHealth> objects) {
        return objects.stream().map(ObjectHealth::toString).collect(Collectors.joining(", "));
    }
}
