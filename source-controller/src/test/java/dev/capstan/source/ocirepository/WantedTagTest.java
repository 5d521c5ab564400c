package dev.capstan.source.ocirepository;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.capstan.semver.VersionRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedTagTest {
    @Test
    void takesTheHighestVersionWhateverTheOrderOfTheTags() {
        assertThat(highest(List.of("1.9.0", "1.10.0", "v1.2.0", "latest", "1.10"), "", false))
                .contains("1.10.0");
    }

    @Test
    void looksOnlyAtTagsThatTheFilterFinds() {
        assertThat(highest(List.of("1.9.0-amd", "1.10.0-arm"), "amd", false)).contains("1.9.0-amd");
    }

    @Test
    void equalVersionsAreToldApartByTheirText() {
        assertThat(highest(List.of("v1.0.0", "1.0.0"), "", false)).contains("v1.0.0");
        assertThat(highest(List.of("1.0.0", "v1.0.0"), "", false)).contains("v1.0.0");
    }

    @Test
    void tagsOfChartsHaveAnUnderlineForAPlus() {
        assertThat(highest(List.of("1.0.0", "1.1.0_build"), "", true)).contains("1.1.0_build");
        assertThat(highest(List.of("1.0.0", "1.1.0_build"), "", false)).contains("1.0.0");
    }

    @Test
    void nothingFitsWhereNothingIsAVersion() {
        assertThat(highest(List.of("latest", "main"), "", false)).isEmpty();
    }

    private static Optional<String> highest(List<String> tags, String filter, boolean isChart) {
        var range = (VersionRange.Parsed.Range) VersionRange.parse(">=0.0.0-0");
        return WantedTag.highest(tags, Pattern.compile(filter), range.range(), isChart);
    }
}
