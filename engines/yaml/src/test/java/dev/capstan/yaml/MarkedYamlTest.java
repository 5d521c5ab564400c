package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedYamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a: 'x y'  # c        ; 'x y'",
                "a: \"é\\\"b\"        ; \"é\\\"b\"",
                "a: word   # c        ; word",
                "a: two words         ; two words",
                "a: [1, [2]]  # c     ; [1, [2]]",
                "a: {b: 'c'}          ; {b: 'c'}",
                "a: |~  text~  more~~b: 1 ; |~  text~  more",
                "a: one~   two~b: 1   ; one~   two",
                "a:~  - x~  - y: z~# c ; - x~  - y: z",
            })
    void aSpanHoldsExactlyTheTextOfItsNode(String text, String part) {
        String yaml = text.replace('~', '\n');
        MarkedYaml marked = read(yaml);
        YamlNode value = ((YamlMap) marked.documents().getFirst().root()).valueAt(0);

        assertThat(cut(yaml, marked.span(value).orElseThrow())).isEqualTo(part.replace('~', '\n'));
    }

    @Test
    void aMissingValueStandsBehindItsColon() {
        MarkedYaml marked = read("a:   # c\nb: 1\n");
        YamlMap root = (YamlMap) marked.documents().getFirst().root();

        assertThat(marked.span(root.valueAt(0))).hasValueSatisfying(span -> {
            assertThat(span.endLine()).isEqualTo(1);
            assertThat(span.endColumn()).isEqualTo(3);
        });
        assertThat(marked.span(root.keyAt(1))).contains(new Span(2, 1, 2, 2));
    }

    private static MarkedYaml read(String text) {
        return YamlReader.readMarked("f.yaml", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
    }

    private static String cut(String text, Span span) {
        List<String> lines = List.of(text.split("\n", -1));
        if (span.line() == span.endLine()) {
            return lines.get(span.line() - 1).substring(span.column() - 1, span.endColumn() - 1);
        }
        StringBuilder part = new StringBuilder(lines.get(span.line() - 1).substring(span.column() - 1));
        for (int line = span.line(); line < span.endLine() - 1; line++) {
            part.append('\n').append(lines.get(line));
        }
        return part.append('\n')
                .append(lines.get(span.endLine() - 1), 0, span.endColumn() - 1)
                .toString();
    }
}
