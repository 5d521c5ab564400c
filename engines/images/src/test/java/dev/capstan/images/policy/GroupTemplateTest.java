package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
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
        Matcher match = Pattern.compile("([a-z]+)(?P<n>[0-9]+)(z)?").matcher("-ab12-");
        assertThat(match.find()).isTrue();

        assertThat(GroupTemplate.parse(template).expand(match, 100)).contains(expected);
    }
}
