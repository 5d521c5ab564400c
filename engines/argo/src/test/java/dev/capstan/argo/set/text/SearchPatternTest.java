package dev.capstan.argo.set.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.set.value.GenerationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPatternTest {
    @Test
    void anExpressionIsSearchedFor() {
        assertThat(SearchPattern.of("branchMatch", "-preview$").isIn("a-preview"))
                .isTrue();
        assertThat(SearchPattern.of("branchMatch", "^preview$").isIn("a-preview"))
                .isFalse();
        assertThat(SearchPattern.of("branchMatch", "^(a|b){2,3}\\{[{x]$").isIn("ab{x"))
                .isTrue();
        assertThat(SearchPattern.of("branchMatch", "^[]({\\]]{3}\\Q({\\E$").isIn("]({({"))
                .isTrue();
    }

    @Test
    void whatIsNoExpressionIsNamed() {
        assertThatThrownBy(() -> SearchPattern.of("titleMatch", "(a"))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("titleMatch: the regular expression '(a' cannot be read:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((a{100}){100}){100})",
                "((a{1000}){1000})",
                "(a{1000}b{1000}){9}",
                "((a{1000}[(]){1000}[(]){1000}",
                "(a{1000}[^](]){1000}",
                "(a{1000}[[:alpha:](]){1000}",
                "(a{1000}[\\](]){1000}",
                "(a{1000}\\Q(\\E){1000}"
            })
    void y043_expressionsThatUnfoldTooFarAreRefused(String expression) {
        assertThatThrownBy(() -> SearchPattern.of("titleMatch", expression))
                .hasMessageStartingWith("titleMatch: the regular expression '");
    }

    @Test
    void y043_nestedRepetitionsStayLinear() {
        assertThat(SearchPattern.of("titleMatch", "(a+)+$").isIn("a".repeat(100_000) + "!"))
                .isFalse();
        assertThatThrownBy(() -> SearchPattern.of("titleMatch", "(".repeat(2_000) + ")".repeat(2_000)))
                .hasMessageStartingWith("titleMatch: the regular expression '");
    }
}
