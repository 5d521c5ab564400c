package dev.capstan.secrets.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^(data|stringData)$;data;true",
                "^(data|stringData)$;metadata;false",
                "(?i)PASS;my_password;true",
                "[]]{2};a]]b;true",
                "[^]]x;]x;false",
                "a{2,3};aa;true",
                "a{,3};a{,3};true",
                "\\Qa.b\\E;a.b;true",
            })
    void isSearchedFor(String expression, String text, boolean found) {
        assertThat(SearchPattern.compile(expression).isIn(text)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((((((((a{100}){100}){100}){100}){100}){100}){100}){100}){100})",
                "(([a-z]{999}){999})",
                "(?:(?:\\w{500}){500})"
            })
    void refusesWhatWouldTakeAllMemory(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchPattern.compile(expression))
                .withMessageContaining("repeats more than 10000");
    }

    @Test
    void takesManyRepetitionsSideBySide() {
        assertThat(SearchPattern.compile("a{1000}|b{1000}|(c{10}){10}").isIn("b".repeat(1000)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a(?=b)", "\\1", "a{1001}", "[z-a]", "*"})
    void refusesWhatIsNotAnExpression(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchPattern.compile(expression));
    }

    @Test
    void takesLinearTime() {
        assertThat(SearchPattern.compile("(a*)*b").isIn("a".repeat(100_000))).isFalse();
    }

    @Test
    void refusesGroupsWithinGroupsWithoutEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchPattern.compile("(".repeat(50_000) + "a" + ")".repeat(50_000)))
                .withMessageContaining("groups within each other");
    }

    @Test
    @Timeout(20)
    void looksAtEachBraceOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchPattern.compile("{".repeat(400_000)));
    }
}
