package dev.capstan.gotemplate.sprig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.BoundsExceededException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that make much of little, and values that contain themselves: the run ends, the process goes on. */
class HostileArgumentsTest {

    private static final Limits TIGHT =
            Limits.STANDARD.withTime(Duration.ofSeconds(2)).withValueBytes(1 << 22, 1 << 26);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repeat 2000000000 `x`",
                "until 2000000000",
                "untilStep 0 2000000000 1",
                "seq 2000000000",
                "nindent 1000000000 `x`",
                "indent 100000 (repeat 100000 `\n`)",
                "randAlphaNum 2000000000",
                "shuffle (repeat 4000000 `x`)",
                "splitList `` (repeat 1000000 `x`)",
                "regexFindAll `x` (repeat 1000000 `x`) -1",
                "regexSplit `` (repeat 1000000 `x`) -1",
                "regexReplaceAll `` (repeat 30000 `x`) (repeat 1000 `y`)",
                "regexReplaceAllLiteral `` (repeat 30000 `x`) (repeat 1000 `y`)",
                "regexReplaceAll `(.*)` (repeat 1000000 `x`) (repeat 1000 `$1`)",
                "replace `` (repeat 1000 `y`) (repeat 30000 `x`)",
                "join (repeat 100000 `x`) (until 1000)",
                "wrapWith 1 (repeat 10000 `x`) (repeat 10000 `a `)",
                "deepCopy $self",
                "mergeOverwrite (dict) $self | toString",
                "toString $self"
            })
    void h053_endsWithTheBoundsOfTheRun(String expression) {
        String self = "{{ $self := dict `a` 1 }}{{ $_ := set $self `self` $self }}";

        assertThatThrownBy(() -> SprigRun.text("t", self + "{{ $x := " + expression + " }}", Map.of(), TIGHT))
                .isInstanceOf(BoundsExceededException.class)
                .hasMessageStartingWith("template: t:1:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            ((((a{100}){100}){100}){100}) ~ invalid repeat count: `{100}`
            (x{500}){3,}                  ~ invalid repeat count: `{3,}`
            (a{2}|b{3}){400}              ~ invalid repeat count: `{400}`
            a{1000}{2}                    ~ invalid nested repetition operator: `{1000}{2}`
            ([[:alpha:]\\]]{600}){2}      ~ invalid repeat count: `{2}`
            """)
    @Timeout(20)
    void refusesShortExpressionsThatMeanAGreatDeal(String expression, String problem) {
        assertThatThrownBy(() -> SprigRun.text("t", "{{ mustRegexMatch `" + expression + "` `a` }}", Map.of(), TIGHT))
                .hasMessageEndingWith("error parsing regexp: " + problem);
    }

    @Test
    @Timeout(20)
    void refusesExpressionsThatAreLargeOrDeep() {
        String large = "{{ mustRegexMatch (repeat 1000 `a{1000}`) `a` }}";
        String deep = "{{ mustRegexMatch (printf `%sa%s` (repeat 100000 `(`) (repeat 100000 `)`)) `a` }}";

        assertThatThrownBy(() -> SprigRun.text("t", large, Map.of(), TIGHT))
                .hasMessageContaining("expression too large");
        assertThatThrownBy(() -> SprigRun.text("t", deep, Map.of(), TIGHT))
                .hasMessageContaining("expression nests too deeply");
    }

    @Test
    @Timeout(20)
    void looksAtEachCharacterOfAnExpressionOnce() {
        String longClass = "[" + "a".repeat(10_000_000) + "]";

        assertThatCode(() -> RegexSize.check("{".repeat(100_000) + longClass)).doesNotThrowAnyException();
        assertThatCode(() -> RegexSize.check("\\p{".repeat(100_000) + longClass))
                .doesNotThrowAnyException();
        assertThatCode(() -> RegexSize.check("[" + "[:".repeat(1_000_000))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{2}){500}",
                "((a{10}){10}){10}",
                "(x{1000}){0}",
                "(x{1000})*",
                "[{2](b{500}){2}",
                "\\{2(b{500}){2}"
            })
    void takesRepeatsThatGoTakes(String expression) {
        assertThat(SprigRun.text("t", "{{ mustRegexMatch `" + expression + "` `` | kindOf }}", Map.of(), TIGHT))
                .isEqualTo("bool");
    }
}
