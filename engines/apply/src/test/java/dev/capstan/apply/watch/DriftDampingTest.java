package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftDampingTest {

    private static final ObjectId ID = new ObjectId("", "ConfigMap", "ns", "a");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DriftDamping damping = new DriftDamping();

    @Test
    void repairsOfAQuarrelledObjectGetRarer() {
        IntStream.range(0, 9).forEach(i -> damping.pauseFor(ID, NOW));

        assertThat(IntStream.range(0, 4).mapToObj(i -> damping.pauseFor(ID, NOW.plusSeconds(i))))
                .containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aQuietTimeMakesRepairsImmediateAgain() {
        IntStream.range(0, 20).forEach(i -> damping.pauseFor(ID, NOW));

        assertThat(damping.pauseFor(ID, NOW.plus(Duration.ofMinutes(3)))).isZero();
    }
}
