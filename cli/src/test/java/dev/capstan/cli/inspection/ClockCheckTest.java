package dev.capstan.cli.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.inspection.Finding.Level;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void thisMachineMayBeSomeSecondsOff() {
        assertThat(ClockCheck.between(NOW, NOW.plusSeconds(4)).level()).isEqualTo(Level.OK);
        assertThat(ClockCheck.between(NOW, NOW.plusSeconds(90)).message()).contains("90 s ahead of the API server");
        assertThat(ClockCheck.between(NOW, NOW.minusSeconds(90)).message()).contains("90 s behind the API server");
    }

    @Test
    void nodesShowTheirTimeByTheirLeases() {
        assertThat(ClockCheck.node("a", NOW.minusSeconds(12), NOW)).isEmpty();
        assertThat(ClockCheck.node("a", NOW.plusSeconds(30), NOW)).get().satisfies(ahead -> {
            assertThat(ahead.level()).isEqualTo(Level.FAILED);
            assertThat(ahead.message()).contains("node a is 30 s ahead");
        });
        assertThat(ClockCheck.node("a", NOW.minusSeconds(300), NOW))
                .get()
                .satisfies(behind -> assertThat(behind.level()).isEqualTo(Level.WARNING));
    }

    @Test
    void certificatesThatEndSoonAreNamed() {
        assertThat(InstallationCheck.certificate(NOW.plusSeconds(86_400 * 60), NOW)
                        .level())
                .isEqualTo(Level.OK);
        assertThat(InstallationCheck.certificate(NOW.plusSeconds(86_400), NOW).level())
                .isEqualTo(Level.WARNING);
        assertThat(InstallationCheck.certificate(NOW, NOW).level()).isEqualTo(Level.FAILED);
        assertThat(InstallationCheck.certificate(NOW, NOW).fix())
                .get()
                .asString()
                .contains("--renew-certificate");
    }
}
