package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.snapshot.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'interval':'10m', PT10M, PT10M, PT9M30S",
                "'interval':'20s', PT20S, PT20S, PT30S",
                "'interval':'1h'_'retryInterval':'2m'_'timeout':'3m', PT1H, PT2M, PT3M",
                "'interval':'1m'_'timeout':'5s', PT1M, PT1M, PT30S",
                "'interval':'1m'_'retryInterval':'0s', PT1M, PT1M, PT30S",
                "'interval':'1m'_'retryInterval':'1ms', PT1M, PT1S, PT30S",
                "'interval':'1ms', PT0.001S, PT1S, PT30S",
            })
    void timeoutFollowsTheIntervalAndIsNeverBelowHalfAMinute(
            String fields, Duration interval, Duration retryInterval, Duration timeout) {
        String json = fields.replace("_", ",");

        assertThat(Timing.of(spec(json))).isEqualTo(new Timing(interval, retryInterval, timeout));
    }
}
