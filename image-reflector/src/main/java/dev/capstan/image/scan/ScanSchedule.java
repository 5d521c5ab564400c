package dev.capstan.image.scan;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import java.time.Duration;

/** How often an image is scanned, and how long that may take. */
public final class ScanSchedule {
    /** For objects of old versions, which need not say it. */
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);
    /** For objects that do not say how long a scan may take; it would be the interval, for which no scan should be waited. */
    private static final Duration LONGEST_DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    /** Less is left to the backoff, which grows when the registry asks for it again and again. */
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(15);
    /** A registry, or a clock that is wrong, may ask for years. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private ScanSchedule() {}

    /** How often it is scanned. */
    public static Duration interval(ImageRepositorySpec spec) {
        return GoDuration.positive(spec.interval(), DEFAULT_INTERVAL);
    }

    /** How long a scan may take. */
    public static Duration timeout(ImageRepositorySpec spec) {
        Duration interval = interval(spec);
        Duration otherwise = interval.compareTo(LONGEST_DEFAULT_TIMEOUT) > 0 ? LONGEST_DEFAULT_TIMEOUT : interval;
        Duration timeout = GoDuration.positive(spec.timeout(), otherwise);
        return timeout.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : timeout;
    }

    /**
     * When it is tried again. Those who wait for the same registry do not come back at the same moment: a quarter of the pause is spread
     * over them.
     */
    public static Requeue afterFailure(ObjectKey repository, ImageRepositorySpec spec, ScanFailure failure) {
        return switch (failure) {
            case ScanFailure.ExclusionInvalid _ -> new Requeue.OnChange();
            case ScanFailure.ImageInvalid _,
                    ScanFailure.NoAccess _,
                    ScanFailure.NotListed _,
                    ScanFailure.ExclusionSlow _,
                    ScanFailure.NotKept _ ->
                switch (failure.retry()) {
                    case ON_INPUT_CHANGE -> new Requeue.OnChange();
                    case ON_DEPENDENCY, WITH_BACKOFF ->
                        failure.pause()
                                .filter(pause -> pause.compareTo(SHORT_PAUSE) >= 0)
                                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)
                                .<Requeue>map(pause -> new Requeue.After(spread(pause, repository)))
                                .orElse(new Requeue.BackoffUpTo(interval(spec)));
                };
        };
    }

    private static Duration spread(Duration pause, ObjectKey repository) {
        long part = Math.floorMod(repository.hashCode(), 256);
        return pause.plus(pause.dividedBy(4).multipliedBy(part).dividedBy(256));
    }
}
