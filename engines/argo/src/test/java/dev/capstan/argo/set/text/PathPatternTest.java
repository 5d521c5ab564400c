package dev.capstan.argo.set.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.set.value.GenerationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apps/*        | apps/web        | true
            apps/*        | apps/web/deep   | false
            apps/*        | apps            | false
            */*/base      | a/b/base        | true
            *             | a               | true
            *             | a/b             | false
            **            | a/b             | false
            a?c           | abc             | true
            a?c           | a/c             | false
            [a-c]x        | bx              | true
            [^a-c]x       | bx              | false
            [^a-c]x       | dx              | true
            \\*           | *               | true
            \\*           | a               | false
            *a*b*c        | xxaxxbxxc       | true
            *a*b*c        | xxaxxcxxb       | false
            apps/team-*/x | apps/team-a/x   | true
            """)
    void foldersMatchAsInGo(String pattern, String path, boolean matches) {
        assertThat(PathPattern.ofFolders(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apps/*/config.json   | apps/a/config.json     | true
            apps/*/config.json   | apps/a/b/config.json   | true
            **/config.json       | a/b/config.json        | true
            **/config.json       | config.json            | false
            *.yaml               | deep/er/x.yaml         | true
            apps                 | apps/web/x.yaml        | true
            apps/                | apps/x.yaml            | true
            apps                 | apps2/x.yaml           | false
            ./apps/x.yaml        | apps/x.yaml            | true
            ap*                  | apps/x.yaml            | true
            [!a]*.json           | b.json                 | true
            [!a]*.json           | a.json                 | false
            []a]x                | ]x                     | true
            """)
    void filesMatchAsInGitLsFiles(String pattern, String path, boolean matches) {
        assertThat(PathPattern.ofFiles(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "a\\", "[", "[]", "[a-"})
    void aMalformedPatternIsAFaultAndNotOneWithoutMatches(String pattern) {
        assertThatThrownBy(() -> PathPattern.ofFolders(pattern))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("the pattern '" + pattern + "' is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", ":(top)x", "./../x"})
    void filesOutsideOfTheRepositoryCannotBeNamed(String pattern) {
        assertThatThrownBy(() -> PathPattern.ofFiles(pattern))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("is not one below the root of the repository");
    }

    @Test
    void y043_manyStarsTakeNoLongerThanPatternTimesPath() {
        assertThat(PathPattern.ofFiles("*a".repeat(1_000) + "b").matches("a".repeat(5_000)))
                .isFalse();
    }
}
