package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlWriterTest {
    @Test
    void sortsKeysWithNumbersByTheirSize() {
        assertThat(written("b: 1\na10: 1\na2: 1\n_x: 1\nB: 1\n")).isEqualTo("_x: 1\nB: 1\na2: 1\na10: 1\nb: 1\n");
    }

    @Test
    void canKeepTheOrderOfKeys() {
        byte[] bytes = YamlWriter.keepingKeyOrder().append(node("b: 1\na: 2\n")).toBytes();

        assertThat(bytes).asString().isEqualTo("b: 1\na: 2\n");
    }

    @Test
    void nestsListsAndMapsCompactly() {
        assertThat(written("a:\n  - b: 1\n    c:\n    - - x\n      - z\n  - []\n  - {}\n"))
                .isEqualTo("a:\n- b: 1\n  c:\n  - - x\n    - z\n- []\n- {}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain text       | plain text",
                "\"true\"         | \"true\"",
                "yes              | \"yes\"",
                "\"1:30\"         | \"1:30\"",
                "'a: b'           | 'a: b'",
                "'#x'             | '#x'",
                "\"it's: \"       | 'it''s: '",
                "''               | \"\"",
                "\"a\\tb\"        | \"a\\tb\"",
                "\"😀\"           | \"\\U0001F600\"",
                "é                | é",
                "0777             | 511",
                "1.0              | 1",
                "1234567.5        | 1.2345675e+06",
                "1e30             | 1e+30",
                "2026-11-22       | \"2026-11-22T00:00:00Z\"",
                "~                | null",
                "\"- x\"          | '- x'",
                "\"-x\"           | -x",
                "\"x#y\"          | x#y",
                "\"=\"            | =",
                "\"*\"            | '*'",
            })
    void quotesOnlyWhatNeedsIt(String value, String expected) {
        assertThat(written("k: " + value + "\n")).isEqualTo("k: " + expected + "\n");
    }

    @Test
    void foldsLongLinesBehindColumnEighty() {
        String words = "word ".repeat(30).trim();

        assertThat(written("k: " + words + "\n"))
                .isEqualTo("k: " + "word ".repeat(15) + "word\n  " + "word ".repeat(13) + "word\n");
    }

    @Test
    void writesTextOfSeveralLinesAsBlocks() {
        assertThat(written("a: \"x\\ny\\n\"\nb: \"x\\ny\"\nc: \"x\\n\\n\"\nd: \" x\\ny\\n\"\n"))
                .isEqualTo("a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\nd: |2\n   x\n  y\n");
    }

    @Test
    void repeatsTheExtraLineThatKustomizePutsIntoFoldedText() {
        assertThat(written("k: >\n  a\n   b\n  c\n")).isEqualTo("k: |\n  a\n\n   b\n  c\n");
    }

    @Test
    void putsLongKeysOnLinesOfTheirOwn() {
        String key = "k".repeat(129);

        assertThat(written("? " + key + "\n: a: 1\n")).isEqualTo("? " + key + "\n: a: 1\n");
    }

    @Test
    void refusesWhatJsonCannotHold() {
        assertThatThrownBy(() -> written("a: .inf\n")).isInstanceOf(UnwritableValueException.class);
        assertThatThrownBy(() -> written("a: {1: x}\n"))
                .isInstanceOfSatisfying(
                        UnwritableValueException.class,
                        e -> assertThat(e.mark()).isEqualTo(new Mark(1, 5)));
    }

    private static YamlNode node(String text) {
        return YamlReader.readAll("f.yaml", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                .getFirst()
                .root();
    }

    private static String written(String text) {
        return new String(YamlWriter.write(node(text)), StandardCharsets.UTF_8);
    }
}
