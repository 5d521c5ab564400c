package dev.capstan.argo.set.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            Feature/My_Branch   | feature-my-branch
            -.a.b-.             | a.b
            .                   | ''
            ÄÖ€x                | x
            a  b                | a--b
            https://1.2.3.4:443 | https---1.2.3.4-443
            """)
    void namesAreThoseOfObjects(String text, String name) {
        assertThat(Names.normalized(text)).isEqualTo(name);
    }

    @Test
    void aLongNameIsCutBeforeItsEndIsCleaned() {
        assertThat(Names.normalized("a".repeat(252) + "-b")).isEqualTo("a".repeat(252));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            Feature/My_Branch                                         | feature-my-branch
            release & fix @ home                                      | release-and-fix-at-home
            Größe/Café--x                                             | grosse-cafe-x
            it's                                                      | its
            --__x__--                                                 | x
            feat/a-very-very-long-branch-name-that-goes-on-and-on-end | feat-a-very-very-long-branch-name-that-goes-on-and
            """)
    void slugsOfBranchesFitBesideSomethingElse(String branch, String slug) {
        assertThat(Slug.ofBranch(branch)).isEqualTo(slug).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void aSlugIsCutAtAHyphenOrWithinItsOnlyWord() {
        assertThat(Slug.of("abc-def-ghi", 7, true)).isEqualTo("abc-def");
        assertThat(Slug.of("abc-def-ghi", 6, true)).isEqualTo("abc");
        assertThat(Slug.of("abcdefghi", 6, true)).isEqualTo("abcdef");
        assertThat(Slug.of("abc-def-ghi", 4, false)).isEqualTo("abc");
        assertThat(Slug.of("abc-def-ghi", 5, false)).isEqualTo("abc-d");
    }
}
