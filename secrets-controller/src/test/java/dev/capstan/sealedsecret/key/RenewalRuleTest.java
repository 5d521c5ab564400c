package dev.capstan.sealedsecret.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewalRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final Duration DELAY = Duration.ofSeconds(30);

    private final RenewalRule rule = new RenewalRule(PERIOD, Optional.empty(), DELAY);

    private static Optional<Instant> daysAgo(long days) {
        return Optional.of(NOW.minus(Duration.ofDays(days)));
    }

    @Test
    void theFirstKeyIsDue() {
        assertThat(rule.untilNext(Optional.empty(), NOW)).contains(Duration.ZERO);
        assertThat(new RenewalRule(Duration.ZERO, Optional.empty(), DELAY).untilNext(Optional.empty(), NOW))
                .contains(Duration.ZERO);
    }

    @Test
    void theFirstKeyWaitsForTheEndOfTheStartUnlessItIsAskedFor() {
        assertThat(rule.untilFirst(Duration.ofSeconds(10), false)).isEqualTo(Duration.ofSeconds(20));
        assertThat(rule.untilFirst(Duration.ofSeconds(40), false)).isEqualTo(Duration.ZERO);
        assertThat(rule.untilFirst(Duration.ofSeconds(10), true)).isEqualTo(Duration.ZERO);
    }

    @Test
    void theNextIsDueAfterThePeriod() {
        assertThat(rule.untilNext(daysAgo(10), NOW)).contains(Duration.ofDays(20));
        assertThat(rule.untilNext(daysAgo(30), NOW)).contains(Duration.ZERO);
        assertThat(rule.untilNext(daysAgo(300), NOW)).contains(Duration.ZERO);
    }

    @Test
    void aPeriodOfZeroIsNever() {
        assertThat(new RenewalRule(Duration.ZERO, Optional.empty(), DELAY).untilNext(daysAgo(300), NOW))
                .isEmpty();
    }

    @Test
    void aKeyFromBeforeTheCutoffIsReplacedAtOnce() {
        var cutoff = new RenewalRule(Duration.ZERO, daysAgo(5), DELAY);

        assertThat(cutoff.untilNext(daysAgo(6), NOW)).contains(Duration.ZERO);
        assertThat(cutoff.untilNext(daysAgo(4), NOW)).isEmpty();
    }

    @Test
    void aCutoffInTheFutureMakesNoKeyAgainAndAgain() {
        var cutoff = new RenewalRule(Duration.ZERO, Optional.of(NOW.plus(Duration.ofDays(1))), DELAY);

        assertThat(cutoff.untilNext(Optional.of(NOW), NOW)).isEmpty();
    }
}
