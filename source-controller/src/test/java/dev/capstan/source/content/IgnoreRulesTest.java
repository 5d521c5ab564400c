package dev.capstan.source.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.md        | a.md          | false | true",
                "*.md        | x/y/a.md      | false | true",
                "*.md        | a.mdx         | false | false",
                "docs        | docs          | true  | true",
                "docs        | x/docs        | false | true",
                "docs/       | docs          | false | false",
                "docs/       | x/docs        | true  | true",
                "/docs       | docs          | true  | true",
                "/docs       | x/docs        | true  | false",
                "a/b         | a/b           | false | true",
                "a/b         | x/a/b         | false | false",
                "a/*/c       | a/b/c         | false | true",
                "a/*/c       | a/b/b/c       | false | false",
                "a/**/c      | a/c           | false | true",
                "a/**/c      | a/b/b/c       | false | true",
                "**/c        | c             | false | true",
                "**/c        | a/b/c         | false | true",
                "a/**        | a             | true  | false",
                "a/**        | a/b/c         | false | true",
                "?.txt       | a.txt         | false | true",
                "?.txt       | ab.txt        | false | false",
                "[a-c].txt   | b.txt         | false | true",
                "[!a-c].txt  | b.txt         | false | false",
                "[^a-c].txt  | d.txt         | false | true",
                "[a          | a             | false | false",
                "\\*.txt     | *.txt         | false | true",
                "\\*.txt     | a.txt         | false | false",
                "\\!x        | !x            | false | true",
            })
    void readsTheNotationOfGit(String pattern, String path, boolean isFolder, boolean excluded) {
        assertThat(IgnoreRules.parse(pattern, "").excludes(path, isFolder)).isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.md              | a.md        | true",
                "docs/             | docs/a.md   | true",
                "docs/             | x/docs/a.md | true",
                "docs/             | docs        | false",
                "/*;!/deploy       | other/a     | true",
                "/*;!/deploy       | deploy/a/b  | false",
                "docs/;!docs/keep  | docs/keep   | false",
                "docs/;!docs/keep  | docs/other  | true",
                "!docs/keep;docs/  | docs/keep   | true",
                "a/**;!a/b/        | a/b/c       | false",
            })
    void objectsOfAStoreHaveNoFoldersThatAreNotEntered(String patterns, String key, boolean excluded) {
        assertThat(IgnoreRules.parse(patterns.replace(';', '\n'), "").excludesObject(key))
                .isEqualTo(excluded);
    }

    @Test
    void linesWithAHashAndBlankLinesSayNothing() {
        assertThat(IgnoreRules.parse("# x\n\n   \n", "").isEmpty()).isTrue();
        assertThat(IgnoreRules.parse("\\#x", "").excludes("#x", false)).isTrue();
    }

    @Test
    void theLastMatchingRuleDecides() {
        var rules = IgnoreRules.parse("/*\n!/deploy\n/deploy/**/*.md\n", "");

        assertThat(rules.excludes("docs", true)).isTrue();
        assertThat(rules.excludes("deploy", true)).isFalse();
        assertThat(rules.excludes("deploy/a.yaml", false)).isFalse();
        assertThat(rules.excludes("deploy/x/a.md", false)).isTrue();
    }

    @Test
    void rulesOfAFolderHoldBelowItOnly() {
        var rules = IgnoreRules.parse("*.txt\n/top\n", "a/b");

        assertThat(rules.excludes("x.txt", false)).isFalse();
        assertThat(rules.excludes("a/b/c/x.txt", false)).isTrue();
        assertThat(rules.excludes("a/b/top", false)).isTrue();
        assertThat(rules.excludes("a/b/c/top", false)).isFalse();
    }

    @Test
    void laterRulesHavePriority() {
        var rules = IgnoreRules.parse("*.txt", "").and(IgnoreRules.parse("!keep.txt", ""));

        assertThat(rules.excludes("keep.txt", false)).isFalse();
        assertThat(rules.excludes("other.txt", false)).isTrue();
    }

    @Test
    void o024_aPatternThatPointsOutsideMatchesNothing() {
        var rules = IgnoreRules.parse("../secret\n/../../etc\n", "");

        assertThat(rules.excludes("secret", false)).isFalse();
        assertThat(rules.excludes("etc", true)).isFalse();
    }

    @Test
    void y043_hostilePatternsTakeLinearTime() {
        var stars = IgnoreRules.parse("*a".repeat(200) + "b", "");
        var folders = IgnoreRules.parse("**/a/".repeat(200) + "b", "");
        var path = "a/".repeat(2000) + "a".repeat(5000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertThat(stars.excludes(path, false)).isFalse();
            assertThat(folders.excludes(path, false)).isFalse();
        });
    }
}
