package dev.capstan.promotion.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternsTest {

    @ParameterizedTest
    @CsvSource({
        "version.yaml, version.yaml, true",
        "version.yaml, sub/version.yaml, false",
        "version.yaml, version.yml, false",
        "*.yaml, a.yaml, true",
        "*.yaml, sub/a.yaml, false",
        "images/**, images/a.yaml, true",
        "images/**, images/a/b/c.yaml, true",
        "images/**, imagesx/a.yaml, false",
        "images, images/a/b.yaml, true",
        "**/*.yaml, a.yaml, true",
        "**/*.yaml, a/b/c.yaml, true",
        "**, anything/at/all, true",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/*/z, a/b/c/z, false",
        "*/b, a/b/c, true",
        "v?.txt, v1.txt, true",
        "v?.txt, v12.txt, false",
        "*a*b, xaxxb, true",
        "*a*b, xaxxbc, false"
    })
    void matchesFilesOfAFolder(String pattern, String path, boolean matches) {
        assertThat(new FilePatterns(List.of("no-such-file", pattern)).match(path))
                .isEqualTo(matches);
    }

    @Test
    void hostilePatternsTakeNoTime() {
        var patterns = new FilePatterns(List.of("*a".repeat(100) + "b", "**/".repeat(150) + "b"));

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(patterns.match("a/".repeat(500) + "a".repeat(200)))
                        .isFalse());
    }
}
