package dev.capstan.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({
        "1, PT0.75S",
        "2, PT1.5S",
        "3, PT3S",
        "11, PT12M48S",
        "12, PT15M",
        "1000000, PT15M",
        "0, PT0.75S",
        "-5, PT0.75S"
    })
    void doublesFromTheFirstDelayToTheLongest(int failures, Duration expected) {
        assertThat(Backoff.STANDARD.after(failures)).isEqualTo(expected);
    }

    @Test
    void staysAtTheLongestDelayHoweverLongItIs() {
        assertThat(new Backoff(Duration.ofDays(1), Duration.ofDays(365)).after(Integer.MAX_VALUE))
                .isEqualTo(Duration.ofDays(365));
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
