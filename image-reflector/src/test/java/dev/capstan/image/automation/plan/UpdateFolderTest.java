package dev.capstan.image.automation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateFolderTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "., ''",
        "./, ''",
        "/, ''",
        "./apps, apps",
        "/apps/, apps",
        "apps//prod/., apps/prod",
        "../../apps, apps",
        "apps/../../clusters, clusters",
        "apps/.., ''",
    })
    void isCutAtTheRoot(String given, String expected) {
        assertThat(UpdateFolder.of(given).path()).isEqualTo(expected);
    }

    @Test
    void namesFilesAsSeenFromTheFolder() {
        assertThat(UpdateFolder.of("apps").relative("apps/web/a.yaml")).isEqualTo("web/a.yaml");
        assertThat(UpdateFolder.of("apps").relative("apps2/a.yaml")).isEqualTo("apps2/a.yaml");
        assertThat(UpdateFolder.of("").relative("apps/a.yaml")).isEqualTo("apps/a.yaml");
        assertThat(UpdateFolder.of("apps/a.yaml").relative("apps/a.yaml")).isEqualTo("a.yaml");
    }
}
