package dev.capstan.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JitterTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Test
    void staysWithinThePercentageAndUsesBothSides() {
        var jitter = new Jitter(5, new Random(7));

        var spread =
                IntStream.range(0, 1000).mapToObj(i -> jitter.spread(INTERVAL)).toList();

        assertThat(spread)
                .allMatch(
                        it -> it.compareTo(Duration.ofSeconds(570)) >= 0 && it.compareTo(Duration.ofSeconds(630)) <= 0);
        assertThat(spread).anyMatch(it -> it.compareTo(INTERVAL) < 0).anyMatch(it -> it.compareTo(INTERVAL) > 0);
    }

    @Test
    void leavesTheIntervalAloneWithoutPercentage() {
        assertThat(new Jitter(0, new Random(7)).spread(INTERVAL)).isEqualTo(INTERVAL);
    }

    @Test
    void refusesAPercentageThatCouldMakeAnIntervalVanish() {
        assertThatThrownBy(() -> new Jitter(100, new Random(7))).isInstanceOf(IllegalArgumentException.class);
    }
}
