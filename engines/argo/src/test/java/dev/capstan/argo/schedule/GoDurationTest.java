package dev.capstan.argo.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "1h, PT1H",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        ".5m, PT30S",
        "2.s, PT2S",
        "90s, PT1M30S",
        "100ms, PT0.1S",
        "5us, PT0.000005S",
        "7ns, PT0.000000007S",
        "0, PT0S",
        "-5m, PT-5M",
        "+1m, PT1M"
    })
    void readsWhatGoReads(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "h", "1d", "1h 30m", ".h", "--1h", "1e3s", "9999999h", "-"})
    void readsNothingElse(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @Test
    void doesNotReadAnyLength() {
        assertThat(GoDuration.parse("1h".repeat(40))).isEmpty();
    }
}
