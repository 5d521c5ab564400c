package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTemplateTest {
    /** A match of {@code ab12} with the groups {@code 1} (ab), {@code n} (12), and one that took no part. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "$1        ; ab",
                "${1}x     ; abx",
                "$1x       ; ``",
                "${1x}     ; ``",
                "$n        ; 12",
                "${n}      ; 12",
                "$n_       ; ``",
                "$n-$1     ; 12-ab",
                "$n.$n     ; 12.12",
                "$0        ; ab12",
                "$2        ; 12",
                "$3        ; ``",
                "$9        ; ``",
                "$01       ; ``",
                "$999999999999 ; ``",
                "$$        ; $",
                "$$1       ; $1",
                "$$$1      ; $ab",
                "$         ; $",
                "$-        ; $-",
                "a$        ; a$",
                "${        ; ${",
                "${n       ; ${n",
                "${}       ; ${}",
                "${n-}     ; ${n-}",
                "$é        ; ``",
                "x         ; x",
            })
    void expandsAsGoDoes(String template, String expected) {
        assertThat(expanded("([a-z]+)(?P<n>[0-9]+)(z)?", "-ab12-", template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "^(?P<v>a.)|b(?P<v>.)$, a1, a1",
        "^(?P<v>a.)|b(?P<v>.)$, xb2, 2",
        "(?<v>[0-9]), a1, 1",
        "(a)(?:b)(?<v>c)(?P<w>d), abcd, c",
        "(\\()[(](?P<v>c), ((c, c",
        "\\Q(\\E(?P<v>c), (c, c",
        "[[:alpha:](](?P<v>c), (c, c",
    })
    void groupsHaveTheNumbersAndNamesOfGo(String pattern, String text, String expected) {
        assertThat(expanded(pattern, text, "$v")).isEqualTo(expected);
    }

    private static String expanded(String pattern, String text, String template) {
        var compiled = (SearchExpression.Compiled.Ready) SearchExpression.compile(pattern);
        Matcher match = compiled.expression().matcher(text);
        assertThat(match.find()).isTrue();
        return GroupTemplate.parse(template)
                .expand(compiled.expression(), match, 100)
                .orElseThrow();
    }
}
