package dev.capstan.helm.render;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "a b = 1 ~ toml: line 1: expected '.' or '=', but got 'b' instead"
            })
    void saysWhatTheLibraryOfHelmSays(String text, String problem) {
        assertThatThrownBy(() -> TomlReader.read(text)).hasMessage(problem);
    }
}
