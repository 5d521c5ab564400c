package dev.capstan.cli.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.inspection.Finding.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterVersionTest {

    @ParameterizedTest
    @CsvSource({
        "v1.34.4, OK",
        "v1.33.0, OK",
        "v1.33.1-gke.100, OK",
        "v1.34.2+k3s1, OK",
        "v1.32.9, FAILED",
        "v1.9.0, FAILED",
        "v1.40.0, WARNING",
        "v2.0.0, WARNING",
        "latest, WARNING"
    })
    void onlyWhatIsTooOldIsRefused(String version, Level level) {
        Finding finding = ClusterVersion.check(version);

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.message()).contains(version);
        assertThat(finding.fix().isPresent()).isEqualTo(level != Level.OK);
    }
}
