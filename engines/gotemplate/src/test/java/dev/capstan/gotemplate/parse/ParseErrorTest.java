package dev.capstan.gotemplate.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{ ~ template: x:1: unclosed action",
                "{{ if .a }} ~ template: x:1: unexpected EOF",
                "{{ end }} ~ template: x:1: unexpected {{end}}",
                "{{ else }} ~ template: x:1: unexpected {{else}}",
                "{{ if }}{{ end }} ~ template: x:1: missing value for if",
                "{{ nosuch }} ~ template: x:1: function \"nosuch\" not defined",
                "{{ $y }} ~ template: x:1: undefined variable \"$y\"",
                "{{ /* a }} ~ template: x:1: unexpected \"/\" in command",
                "{{/* a }} ~ template: x:1: unclosed comment",
                "{{/* a */ }} ~ template: x:1: comment ends before closing delimiter",
                "{{ \"a }} ~ template: x:1: unterminated quoted string",
                "{{ `a }} ~ template: x:1: unterminated raw quoted string",
                "{{ 'a }} ~ template: x:1: unterminated character constant",
                "{{ 'ab' }} ~ template: x:1: malformed character constant: 'ab'",
                "{{ '' }} ~ template: x:1: invalid syntax",
                "{{ \"\\z\" }} ~ template: x:1: invalid syntax",
                "{{ (1 }} ~ template: x:1: unclosed left paren",
                "{{ 1) }} ~ template: x:1: unexpected right paren",
                "{{ () }} ~ template: x:1: missing value for parenthesized pipeline",
                "{{ 1 | 2 }} ~ template: x:1: non executable command in pipeline stage 2",
                "{{ | }} ~ template: x:1: unexpected \"|\" in command",
                "{{ 1a }} ~ template: x:1: bad number syntax: \"1a\"",
                "{{ 09 }} ~ template: x:1: integer overflow: \"09\"",
                "{{ 0x }} ~ template: x:1: illegal number syntax: \"0x\"",
                "{{ 1e999 }} ~ template: x:1: illegal number syntax: \"1e999\"",
                "{{ 1__0 }} ~ template: x:1: illegal number syntax: \"1__0\"",
                "{{ .a-b }} ~ template: x:1: bad character U+002D '-'",
                "{{ nil.a }} ~ template: x:1: unexpected . after term \"nil\"",
                "{{ € }} ~ template: x:1: unrecognized character in action: U+20AC '€'",
                "{{ $a, $b := .l }} ~ template: x:1: too many declarations in command",
                "{{ range $a, $b, $c := .l }}{{ end }} ~ template: x:1: too many declarations in range",
                "{{ range $a, .b }}{{ end }} ~ template: x:1: range can only initialize variables",
                "{{ break }} ~ template: x:1: {{break}} outside {{range}}",
                "{{ continue }} ~ template: x:1: {{continue}} outside {{range}}",
                "{{ template .a }} ~ template: x:1: unexpected \".a\" in template clause",
                "{{ define \"a\" }} ~ template: x:1: unexpected EOF",
                "{{ define a }}{{ end }} ~ template: x:1: unexpected \"a\" in define clause",
                "{{ if .a }}{{ define \"a\" }}{{ end }}{{ end }} ~ template: x:1: unexpected <define> in command",
                "{{ block \"a\" }}{{ end }} ~ template: x:1: missing value for block clause",
                "{{ if .a }}{{ else }}{{ else }}{{ end }} ~ template: x:1: expected end; found {{else}}",
                "{{ range .a }}{{ else range .b }}{{ end }} ~ template: x:1: unexpected <range> in else",
                "{{ with .a }}{{ else if .b }}{{ end }} ~ template: x:1: unexpected <if> in input",
                "{{ end . }} ~ template: x:1: unexpected <.> in end",
                "{{ .abcdefghijk\"x\" }} ~ template: x:1: bad character U+0022 '\"'",
                "{{ 1 \"abcdefghijkl\"\"x\" }} ~ template: x:1: unexpected \"\\\"x\\\"\" in operand"
            })
    void saysWhatGoSays(String text, String message) {
        assertThat(Templates.failure(text)).isEqualTo(message);
    }

    @Test
    void namesTheLineOfTheWordAndThatOfTheAction() {
        assertThat(Templates.failure("a\nb {{ if\n.a\n\"x }}"))
                .isEqualTo("template: x:4: unterminated quoted string in action started at x:2");
        assertThat(Templates.failure("a\n{{ .a\n")).isEqualTo("template: x:3: unclosed action started at x:2");
    }

    @Test
    void refusesTwoDefinitionsWithOneName() {
        String text = "{{ define \"a\" }}1{{ end }}{{ define \"a\" }}2{{ end }}";

        assertThat(Templates.failure(text)).isEqualTo("template: x:1: template: multiple definition of template \"a\"");
    }
}
