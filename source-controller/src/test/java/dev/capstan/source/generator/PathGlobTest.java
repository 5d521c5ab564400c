package dev.capstan.source.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {

    @ParameterizedTest
    @CsvSource({
        "*,          a,          true",
        "*,          a/b,        false",
        "**,         a/b/c,      true",
        "a/**,       a,          false",
        "a/**,       a/b/c,      true",
        "**/x,       x,          true",
        "**/x,       a/b/x,      true",
        "a/**/b/*,   a/b/c,      true",
        "a/**/b/*,   a/x/y/b/c,  true",
        "a/**/b/*,   a/x/y/c,    false",
        "a?c/[x-z],  abc/y,      true",
        "[!a],       a,          false",
        "[^a],       b,          true",
        "\\*,        *,          true",
        "\\*,        a,          false",
        "a**b,       axxb,       true",
        "./a//*,     a/b,        true",
    })
    void matches(String pattern, String path, boolean isMatch) throws GeneratorFailureException {
        assertThat(PathGlob.parse(pattern).matches(path, new Budget(GeneratorLimits.DEFAULT)))
                .isEqualTo(isMatch);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a/[", "a[b-", "a\\", "../*", "*/..", "[]"})
    void malformedPatternsAreRefused(String pattern) {
        assertThatThrownBy(() -> PathGlob.parse(pattern)).hasMessageContaining("is malformed at");
    }

    @ParameterizedTest
    @CsvSource({"a/b/*.yaml, a/b, 3", "*/b, '', 2", "a/**, a, 2147483647"})
    void literalFolderAndDepthBoundTheSearch(String pattern, String folder, int depth)
            throws GeneratorFailureException {
        var glob = PathGlob.parse(pattern);

        assertThat(glob.literalFolder()).isEqualTo(folder);
        assertThat(glob.depth()).isEqualTo(depth);
    }

    @Test
    void manyWildcardsTakeNoTime() throws GeneratorFailureException {
        var glob = PathGlob.parse("**/a*".repeat(100) + "/" + "*a".repeat(200) + "b");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(glob.matches(
                                "a".repeat(200) + "/" + "a/".repeat(400) + "c", new Budget(GeneratorLimits.DEFAULT)))
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "a,             a",
        "'x.{a,b}',     x.a x.b",
        "'{a,b}{c,d}',  ac ad bc bd",
        "'{a,b{c,d}}',  a bc bd",
        "'{a',          '{a'",
        "'a}',          'a}'",
        "'\\{a,b}',     '\\{a,b}'",
        "'{a,}x',       x ax",
    })
    void bracesHoldAlternatives(String pattern, String patterns) throws GeneratorFailureException {
        assertThat(Alternatives.of(pattern)).containsExactlyInAnyOrder(patterns.split(" "));
    }
}
