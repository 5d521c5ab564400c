package dev.capstan.image.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.RepositoryName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanScheduleTest {
    private static final RepositoryName NAME = new RepositoryName("registry.example", "app");
    private static final ObjectKey KEY = new ObjectKey("team", "app");

    @ParameterizedTest
    @CsvSource({
        "interval: 1m, PT1M, PT1M",
        "interval: 100ms, PT0.1S, PT1S",
        "'{interval: 1h, timeout: 20s}', PT1H, PT20S",
        "'{interval: 1h, timeout: 30m}', PT1H, PT30M",
        "interval: 24h, PT24H, PT5M",
        "image: without.interval/app, PT10M, PT5M",
        "interval: 0s, PT10M, PT5M"
    })
    void theTimeoutIsTheIntervalWithinReason(String yaml, Duration interval, Duration timeout) {
        assertThat(ScanSchedule.interval(Specs.of(yaml))).isEqualTo(interval);
        assertThat(ScanSchedule.timeout(Specs.of(yaml))).isEqualTo(timeout);
    }

    @Test
    void i093_aRegistryThatWantsToBeLeftAloneIsLeftAlone() {
        var after = (Requeue.After) requeue(Optional.of(Duration.ofMinutes(2)), KEY);

        assertThat(after.delay()).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(150));
    }

    @Test
    void i093_thoseWhoWaitForTheSameRegistryDoNotComeBackTogether() {
        var delays = new HashSet<Duration>();
        IntStream.range(0, 500)
                .mapToObj(i -> requeue(Optional.of(Duration.ofMinutes(2)), new ObjectKey("team", "app-" + i)))
                .forEach(requeue -> delays.add(((Requeue.After) requeue).delay()));

        assertThat(delays).hasSizeGreaterThan(100);
    }

    @Test
    void aRegistryThatAsksForYearsIsAskedAgainWithinTheDay() {
        var after = (Requeue.After) requeue(Optional.of(Duration.ofSeconds(999_999_999)), KEY);

        assertThat(after.delay()).isBetween(Duration.ofHours(1), Duration.ofMinutes(75));
    }

    @Test
    void aShortPauseIsLeftToTheBackoffWhichGrows() {
        assertThat(requeue(Optional.of(Duration.ofSeconds(1)), KEY))
                .isEqualTo(new Requeue.BackoffUpTo(Duration.ofMinutes(1)));
        assertThat(requeue(Optional.empty(), KEY)).isEqualTo(new Requeue.BackoffUpTo(Duration.ofMinutes(1)));
    }

    @Test
    void nothingIsTriedAgainBeforeAnExpressionIsCorrected() {
        assertThat(ScanSchedule.afterFailure(
                        KEY, Specs.of("interval: 1m"), new ScanFailure.ExclusionInvalid("exclusionList[0]")))
                .isEqualTo(new Requeue.OnChange());
        assertThat(ScanSchedule.afterFailure(KEY, Specs.of("interval: 1m"), new ScanFailure.ImageInvalid("no")))
                .isEqualTo(new Requeue.OnChange());
    }

    private static Requeue requeue(Optional<Duration> retryAfter, ObjectKey key) {
        return ScanSchedule.afterFailure(
                key, Specs.of("interval: 1m"), new ScanFailure.NotListed(new OciFailure.RateLimited(NAME, retryAfter)));
    }
}
