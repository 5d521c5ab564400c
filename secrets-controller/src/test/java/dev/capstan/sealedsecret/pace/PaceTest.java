package dev.capstan.sealedsecret.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = -5 * SECOND; // readings of a monotonic clock may be negative

    private final Pace pace = new Pace(Duration.ofSeconds(1), 2);

    @Test
    void aBurstIsLetThroughAndThenOnePerInterval() {
        assertThat(pace.tryNow(START)).isTrue();
        assertThat(pace.tryNow(START)).isTrue();
        assertThat(pace.tryNow(START)).isFalse();
        assertThat(pace.tryNow(START + SECOND / 2)).isFalse();
        assertThat(pace.tryNow(START + SECOND)).isTrue();
        assertThat(pace.tryNow(START + SECOND)).isFalse();
    }

    @Test
    void whatIsRefusedDoesNotCount() {
        pace.tryNow(START);
        pace.tryNow(START);
        for (int i = 0; i < 100; i++) {
            pace.tryNow(START);
        }

        assertThat(pace.tryNow(START + SECOND)).isTrue();
    }

    @Test
    void reservationsFollowEachOther() {
        assertThat(pace.reserve(START)).isZero();
        assertThat(pace.reserve(START)).isZero();
        assertThat(pace.reserve(START)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.reserve(START)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void afterARestTheBurstIsBack() {
        pace.reserve(START);
        pace.reserve(START);

        assertThat(pace.reserve(START + 10 * SECOND)).isZero();
        assertThat(pace.reserve(START + 10 * SECOND)).isZero();
        assertThat(pace.reserve(START + 10 * SECOND)).isEqualTo(Duration.ofSeconds(1));
    }
}
