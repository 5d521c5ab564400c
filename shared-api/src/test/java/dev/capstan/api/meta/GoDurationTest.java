package dev.capstan.api.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "10m, PT10M",
        "1h30m, PT1H30M",
        "1.5s, PT1.5S",
        "750ms, PT0.75S",
        "0s, PT0S",
        "1m1m, PT2M",
        "0.0000001ms, PT0S",
    })
    void readsWhatTheCustomResourcesAllow(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1d", "10", "m", "-1s", "1 s", "1s ", "999999999999999999h", "1..5s"})
    void refusesEverythingElse(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT10M, 10m0s",
        "PT1H, 1h0m0s",
        "PT25H1S, 25h0m1s",
        "PT1.5S, 1.5s",
        "PT0.75S, 750ms",
        "PT0S, 0s",
        "PT0.0000015S, 1.5µs"
    })
    void writesAsGoDoes(Duration duration, String expected) {
        assertThat(GoDuration.format(duration)).isEqualTo(expected);
    }
}
