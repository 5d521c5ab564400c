package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cloud.AwsKeys;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwsProfilesTest {
    private final AwsProfiles profiles = new AwsProfiles(
            Path.of("credentials"),
            List.of(
                    "# ours",
                    "[default]",
                    "aws_access_key_id = A",
                    "aws_secret_access_key=one",
                    "[ half ]",
                    "aws_access_key_id = B",
                    "[dev]",
                    "aws_access_key_id = C",
                    "aws_secret_access_key = t=wo",
                    "aws_session_token = T"));

    @Test
    void aProfileHasTheKeysOfItsSection() {
        assertThat(profiles.keys("default")).contains(new AwsKeys("A", "one"));
        assertThat(profiles.keys("dev").orElseThrow().secretKey()).isEqualTo("t=wo");
        assertThat(profiles.keys("dev").orElseThrow().sessionToken()).contains("T");
    }

    @Test
    void aProfileWithoutBothKeysHasNone() {
        assertThat(profiles.keys("half")).isEmpty();
        assertThat(profiles.keys("other")).isEmpty();
        assertThat(profiles.toString()).doesNotContain("one");
    }
}
