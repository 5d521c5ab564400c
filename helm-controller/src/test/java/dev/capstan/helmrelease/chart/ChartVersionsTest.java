package dev.capstan.helmrelease.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.ArtifactRevision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartVersionsTest {
    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3         | 1.2.3@%       | 1.2.3+0123456789ab",
                "1.2.3         | %             | 1.2.3+0123456789ab",
                "1.2.3         | latest@%      | 1.2.3+0123456789ab",
                "1.2.3+build.7 | 1.2.3_build.9@% | 1.2.3+0123456789ab",
                "v1.2          | 1.2.0@%       | 1.2.0+0123456789ab",
                "1.2.3-rc.1    | 1.2.3-rc.1@%  | 1.2.3-rc.1+0123456789ab",
            })
    void theDigestBecomesPartOfTheVersion(String version, String revision, String expected) {
        assertThat(ChartVersions.of(version, new ArtifactRevision(revision.replace("%", DIGEST))))
                .isEqualTo(new ChartVersions.Usable(expected, DIGEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3 | 1.2.4@%      | the tag '1.2.4' of the source is another version than '1.2.3' of the chart",
                "1.2.3 | 1.2.3-rc.1@% | the tag '1.2.3-rc.1' of the source is another version than '1.2.3' of the chart",
                "one   | 1.2.3@%      | the version 'one' of the chart is not a semantic version",
            })
    void aTagOfAnotherVersionIsRefused(String version, String revision, String message) {
        assertThat(ChartVersions.of(version, new ArtifactRevision(revision.replace("%", DIGEST))))
                .isInstanceOfSatisfying(
                        ChartVersions.Unusable.class,
                        unusable -> assertThat(unusable.message()).startsWith(message));
    }

    @ParameterizedTest
    @CsvSource({"1.2.3, 1.2.3", "1.2.3, main", "1.2.3, v1@sha1:short"})
    void aRevisionWithoutADigestLeavesTheVersion(String version, String revision) {
        assertThat(ChartVersions.of(version, new ArtifactRevision(revision)))
                .isEqualTo(new ChartVersions.Usable(version, ""));
    }
}
