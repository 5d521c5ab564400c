package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionSizeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "\"\"              ; 0 ; 0",
                "abc               ; 3 ; 0",
                "a{10}             ; 10 ; 0",
                "a{2,10}           ; 10 ; 0",
                "a{3,}b            ; 4 ; 0",
                "(ab){10}c         ; 21 ; 1",
                "((a{10}){10}){10} ; 1000 ; 2",
                "[]{9}]{5}         ; 5 ; 0",
                "[^]a]{5}          ; 5 ; 0",
                "\\{9}             ; 3 ; 0",
                "a{x}              ; 4 ; 0",
                "(a{10}            ; 10 ; 1",
            })
    void countsWhatRepetitionsAreWrittenOut(String expression, long steps, int depth) {
        assertThat(ExpressionSize.of(expression)).isEqualTo(new ExpressionSize(steps, depth));
    }
}
