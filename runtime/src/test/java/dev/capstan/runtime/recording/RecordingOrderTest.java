package dev.capstan.runtime.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.runtime.recording.RecordingOrder.Read;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingOrderTest {
    @Test
    void recordsHalfAMinuteWhenNothingIsSaid() {
        assertThat(RecordingOrder.read(Optional.empty(), Optional.empty()))
                .isEqualTo(new Read.Order(new RecordingOrder(Duration.ofSeconds(30), "default")));
    }

    @Test
    void takesDurationAndSettings() {
        assertThat(RecordingOrder.read(Optional.of("2m"), Optional.of("profile")))
                .isEqualTo(new Read.Order(new RecordingOrder(Duration.ofMinutes(2), "profile")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "999ms", "5m1s", "1h", "-30s", "30", "soon", ""})
    void refusesDurationsWithoutBounds(String duration) {
        assertThat(RecordingOrder.read(Optional.of(duration), Optional.empty()))
                .isEqualTo(new Read.Wrong("duration must be from 1s to 5m, such as 30s, not " + duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Profile", "../profile", "/etc/passwd"})
    void knowsTwoSettingsAndReadsNoFiles(String settings) {
        assertThat(RecordingOrder.read(Optional.empty(), Optional.of(settings)))
                .isEqualTo(new Read.Wrong("settings must be default or profile, not " + settings));
    }
}
