package dev.capstan.helm.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.FunctionException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "3 ~ toml: line 1: unexpected EOF; expected key separator '='",
                "a.b ~ toml: line 1: unexpected EOF; expected key separator '='",
                "a b = 1 ~ toml: line 1: expected '.' or '=', but got 'b' instead",
                "[a]] ~ toml: line 1 (last key \"a\"): expected a top-level item to end with a newline, comment, or EOF,"
                        + " but got ']' instead",
                "a = 1 b = 2 ~ toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got"
                        + " 'b' instead",
                "[[a] ~ toml: line 1: expected end of table array name delimiter ']', but got '\\x00' instead",
                "a = 5. ~ toml: line 1 (last key \"a\"): Invalid float \"5.\": '.' must be followed by one or more digits",
                "a = 2024-13-01 ~ toml: line 1 (last key \"a\"): invalid datetime: \"2024-13-01\"",
                "a = 0xG ~ toml: line 1 (last key \"a\"): not a hexadecimal number: '0xG'",
                "a = _1 ~ toml: line 1 (last key \"a\"): expected value but found '_' instead",
                "a = 1;a.b = 2 ~ toml: line 2 (last key \"a.b\"): Key 'a' has already been defined.",
                "[t];a.b = 01 ~ toml: line 2 (last key \"t.a.b\"): Invalid integer \"01\": cannot have leading zeroes",
                "a = {b = 1 c = 2} ~ toml: line 1 (last key \"a.b\"): expected a comma or an inline table terminator '}',"
                        + " but got 'c' instead",
                "a = \"x; ~ toml: line 1 (last key \"a\"): strings cannot contain newlines",
                "a = \"x\u0001\" ~ toml: line 1 (last key \"a\"): TOML files cannot contain control characters: '0x01'",
                "a = \"\\u00zz\" ~ toml: line 1 (last key \"a\"): expected four hexadecimal digits after '\\u', but got"
                        + " \"\\\\u00z\" instead"
            })
    void saysWhatTheLibraryOfHelmSays(String text, String problem) {
        assertThatThrownBy(() -> TomlReader.read(text.replace(';', '\n'))).hasMessage(problem);
    }

    @Test
    void keepsTimesAsTheyAreWritten() {
        String text =
                "[t]\n  date = 1979-05-27\n  local = 1979-05-27T07:32:00.5\n  offset = 1979-05-27T07:32:00-07:00\n"
                        + "  time = 07:32:00\n";

        assertThat(TomlWriter.write(TomlReader.read(text), Bounds.start(Limits.STANDARD)))
                .isEqualTo(text);
    }

    @Test
    void readsTextInThreeQuotes() {
        assertThat(TomlReader.read("a = \"\"\"\r\none\\\n   two\"\"\"\"\nb = '''\n\\x\n'''\n"))
                .isEqualTo(Map.of("a", "onetwo\"", "b", "\\x\n"));
    }

    @Test
    void writesNoListWithNothingInIt() {
        assertThatThrownBy(() ->
                        TomlWriter.write(Map.of("a", List.of(Arrays.asList(1L, null))), Bounds.start(Limits.STANDARD)))
                .isInstanceOf(FunctionException.class)
                .hasMessage("toml: cannot encode array with nil element");
    }

    @Test
    @Timeout(20)
    void longNamesCostNothingAtEachKeyBelow() {
        String name = "n".repeat(2_000_000);
        String keys =
                IntStream.range(0, 100_000).mapToObj(i -> "k" + i + "=1\n").collect(Collectors.joining());

        Map<String, @Nullable Object> read = TomlReader.read("[" + name + "]\n" + keys);

        assertThat(read).containsOnlyKeys(name);
        assertThat(TomlReader.read(name + " = [" + "{a=1},".repeat(100_000) + "]"))
                .containsOnlyKeys(name);
    }
}
