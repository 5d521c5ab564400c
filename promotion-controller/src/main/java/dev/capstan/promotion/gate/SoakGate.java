package dev.capstan.promotion.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The environment before must have been healthy with the candidate for some time. */
public final class SoakGate {
    /** Its name in the spec. */
    public static final String TYPE = "healthyFor";

    private SoakGate() {}

    /**
     * The gate at a time.
     *
     * @param needed how long, without a break
     * @param since since when it is healthy; empty while it is not
     */
    public static GateState at(Instant now, Duration needed, Optional<Instant> since) {
        if (since.isEmpty()) {
            return GateState.closed(TYPE, "not healthy yet; " + Words.of(needed) + " without a break are needed");
        }
        Duration passed = Duration.between(since.get(), now);
        if (passed.compareTo(needed) >= 0) {
            return GateState.open(TYPE, "healthy for " + Words.of(passed) + ", " + Words.of(needed) + " are needed");
        }
        return new GateState(
                TYPE,
                false,
                "healthy for " + Words.of(passed) + " of " + Words.of(needed),
                Optional.of(since.get().plus(needed)));
    }
}
