package dev.capstan.kustomization.run;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.GoDuration;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often, and how long.
 *
 * @param interval between runs that succeed
 * @param retryInterval after a run that failed
 * @param timeout of health checks and of waiting for termination
 */
public record Timing(Duration interval, Duration retryInterval, Duration timeout) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(30);
    /** Used where the API server let a text through that is not a duration. */
    private static final Duration UNREADABLE_INTERVAL = Duration.ofMinutes(10);

    /** What a spec asks for, with the defaults of the kind. */
    public static Timing of(KustomizationSpec spec) {
        Duration interval = read(spec.interval()).orElse(UNREADABLE_INTERVAL);
        Duration timeout = read(spec.timeout()).orElse(interval.minus(SHORTEST_TIMEOUT));
        return new Timing(
                interval,
                GoDuration.pause(spec.retryInterval(), interval),
                timeout.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : timeout);
    }

    private static Optional<Duration> read(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(GoDuration::parse);
    }
}
