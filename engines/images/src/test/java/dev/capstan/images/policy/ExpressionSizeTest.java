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
                "\"\"              ; 0 ; 0 ; 1",
                "abc               ; 3 ; 0 ; 1",
                "a{10}             ; 10 ; 0 ; 10",
                "a{2,10}           ; 10 ; 0 ; 10",
                "a{3,}b            ; 4 ; 0 ; 3",
                "a{0}              ; 1 ; 0 ; 1",
                "(ab){10}c         ; 21 ; 1 ; 10",
                "((a{10}){10}){10} ; 1000 ; 2 ; 1000",
                "(a{9}b{5}){2}c{3} ; 31 ; 1 ; 18",
                "(a{9})(b{5}){2}   ; 19 ; 1 ; 10",
                "[]{9}]{5}         ; 5 ; 0 ; 5",
                "[^]a]{5}          ; 5 ; 0 ; 5",
                "[[:alpha:]]{5}    ; 5 ; 0 ; 5",
                "\\{9}             ; 3 ; 0 ; 1",
                "\\Qa{9}\\E{2}     ; 2 ; 0 ; 2",
                "\\x{2028}{3}a     ; 4 ; 0 ; 3",
                "a{x}              ; 4 ; 0 ; 1",
                "(a{10}            ; 10 ; 1 ; 10",
            })
    void countsWhatRepetitionsAreWrittenOut(String expression, long steps, int depth, long repeats) {
        assertThat(ExpressionSize.of(expression)).isEqualTo(new ExpressionSize(steps, depth, repeats));
    }
}
