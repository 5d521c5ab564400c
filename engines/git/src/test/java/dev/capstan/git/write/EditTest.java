package dev.capstan.git.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditTest {
    private static String message(String text) {
        return new Edit(Map.of(), new Person("R", "r@x"), text).message();
    }

    @Test
    void aMessageKeepsItsLinesAndLosesControlCharacters() {
        assertThat(message("a\r\nb\tc\0\u001b[0m\u009bd\r\n\n")).isEqualTo("a\nb\tc[0md\n\n");
    }

    @Test
    void aMessageEndsItsLastLine() {
        assertThat(message("a")).isEqualTo("a\n");
        assertThat(message("")).isEmpty();
    }

    @Test
    void aLongMessageIsCutBetweenCharacters() {
        var cut = message("😀".repeat(Edit.LONGEST_MESSAGE + 1));

        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(Edit.LONGEST_MESSAGE);
        assertThat(cut).endsWith("😀…\n");
        assertThat(message("x".repeat(Edit.LONGEST_MESSAGE - 1))).hasSize(Edit.LONGEST_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "Jane Doe,jane@example.org,Jane Doe <jane@example.org>",
        "'Jäne \u200bDöe','j@x','Jäne \u200bDöe <j@x>'",
        "'A\nB\rC\0D','a\u0085\u2028\u2029b',ABCD <ab>",
        "'<x> ','> <y','x <y>'",
        "'','','<>'"
    })
    void i091_aPersonCannotEndTheLineOrTheAddress(String name, String email, String shown) {
        assertThat(new Person(name, email).toString().strip()).isEqualTo(shown);
    }

    @Test
    void i091_aPersonIsNotANovel() {
        assertThat(new Person("n".repeat(9999), "e".repeat(9999)).toString()).hasSize(512 + 2 + 512 + 1);
    }
}
