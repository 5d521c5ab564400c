package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that Go's regexp takes, and such that it does not. */
class SearchExpressionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(?<ts>\\d+)",
                "(?P<a>x)(?P<a>y)",
                "\\Qa.b\\E",
                "[[:digit:]]+",
                "\\pN+",
                "(?U)\\d+",
                "\\z",
                "(?s).",
                "[^\\d]",
                "x{0}",
                "\\x{2028}",
                "\\x{41}",
                "a??",
                "(?i:V)1",
                "(?P<1a>x)",
                "x{,5}",
                "\\x{10FFFF}",
                "\\07",
                "(?:)",
                "|",
                "^*",
                "(?m)^a$",
                "(|a)*",
                "\\p{Greek}",
                "[[:word:]]",
                "(?<n>a)(?P<n>b)",
                "\\_",
                "x{1000}",
                "(x{10}){100}",
                "[]a]",
                "a{",
                "a{1",
                "a{1,2",
                "}"
            })
    void takesWhatGoTakes(String expression) {
        assertThat(SearchExpression.compile(expression)).isInstanceOf(SearchExpression.Compiled.Ready.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\Z",
                "x{1001}",
                "(x{500}){3}",
                "a**",
                "a*+",
                "\\h",
                "[a-\\d]",
                "(?P<>x)",
                "(?P<a-b>x)",
                "x{2,1}",
                "(?#c)",
                "a{1000}{2}",
                "(",
                ")",
                "[",
                "(?P<a",
                "(?=a)",
                "(?!a)",
                "(?<=a)b",
                "\\1",
                "*",
                "a\\",
                "(?z)",
                "[b-a]",
                "(?<a",
                "((x)"
            })
    void refusesWhatGoRefuses(String expression) {
        assertThat(SearchExpression.compile(expression)).isInstanceOf(SearchExpression.Compiled.Refused.class);
    }
}
