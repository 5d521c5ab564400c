package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainYamlTest {
    private static final Map<String, Object> VALUE =
            Map.of("m", Map.of("l", List.of(1.0, List.of("a", Map.of("k", 1e6)))));

    @Test
    void writesListsWhereEachLibraryPutsThem() {
        assertThat(write(VALUE, PlainYaml.Form.KUBERNETES)).isEqualTo("m:\n  l:\n  - 1\n  - - a\n    - k: 1000000\n");
        assertThat(write(VALUE, PlainYaml.Form.PRETTY)).isEqualTo("m:\n  l:\n    - 1\n    - - a\n      - k: 1e+06\n");
        assertThat(write(VALUE, PlainYaml.Form.VERSION_3))
                .isEqualTo("m:\n    l:\n        - 1\n        - - a\n          - k: 1e+06\n");
    }

    @Test
    void sortsLettersAfterDigitsAsTheVersionsHaveIt() {
        Map<String, Object> value = Map.of("a1b", 1.0, "a1-", 2.0, "a10", 3.0);

        assertThat(write(value, PlainYaml.Form.KUBERNETES)).isEqualTo("a1-: 2\na10: 3\na1b: 1\n");
        assertThat(write(value, PlainYaml.Form.PRETTY)).isEqualTo("a1b: 1\na1-: 2\na10: 3\n");
        assertThat(write(value, PlainYaml.Form.DIGESTED)).isEqualTo("a1-: 2\na10: 3\na1b: 1\n");
    }

    @Test
    void refusesWhatJsonCannotHoldWhereTheFormGoesThroughIt() {
        assertThatThrownBy(() -> write(Double.NaN, PlainYaml.Form.KUBERNETES))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessage("error marshaling into JSON: json: unsupported value: NaN");
        assertThat(write(Double.NaN, PlainYaml.Form.PRETTY)).isEqualTo(".nan\n");
    }

    @Test
    void refusesKeysThatYamlTakesForTwoLines() {
        assertThatThrownBy(() -> write(Map.of("a\u0085b", 1.0), PlainYaml.Form.KUBERNETES))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessage("yaml: did not find expected ',' or '}'");
    }

    @Test
    void looksAtNothingBehindTheFirstDocument() {
        assertThat(PlainYaml.read("a: 1\n---\nb: [", Limits.DEFAULT)).isEqualTo(Map.of("a", 1.0));
        assertThat(PlainYaml.read("  a: 1\nb: 2\n", Limits.DEFAULT)).isEqualTo(Map.of("a", 1.0));
        assertThat(PlainYaml.read("---\n---\na: 1\n", Limits.DEFAULT)).isNull();
        assertThat(PlainYaml.read("# nothing\n", Limits.DEFAULT)).isNull();
    }

    @Test
    void passesOverLinesOfBlanksAndTabsBehindText() {
        assertThat(PlainYaml.read("a: x\n  \t\nb:\n  c: d\n    \t# c\n\ne: f\n \t", Limits.DEFAULT))
                .isEqualTo(Map.of("a", "x", "b", Map.of("c", "d"), "e", "f"));
        assertThat(PlainYaml.read("x\n\t\n", Limits.DEFAULT)).isEqualTo("x");
        assertThatThrownBy(() -> PlainYaml.read("a: x\n\t\n", Limits.DEFAULT))
                .hasMessageEndingWith("yaml: line 2: found a tab character that violates indentation");
        assertThatThrownBy(() -> PlainYaml.read("a: \"x\"\n  \t\n", Limits.DEFAULT))
                .hasMessageEndingWith("yaml: line 2: found character that cannot start any token");
    }

    @Test
    void endsADocumentAtADirective() {
        assertThat(PlainYaml.read("a: 1\n%YAML 1.1\n---\nb: 2\n", Limits.DEFAULT))
                .isEqualTo(Map.of("a", 1.0));
        assertThat(PlainYaml.read("---\n%TAG ! x\nb: 2\n", Limits.DEFAULT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u2029", "\u0085"})
    void endsLinesAtTheSeparatorsOfYaml11(String end) {
        assertThat(PlainYaml.read("a: 1%sb: x # c%sc:%s- d%s".replace("%s", end), Limits.DEFAULT))
                .isEqualTo(Map.of("a", 1.0, "b", "x", "c", List.of("d")));
        assertThatThrownBy(() -> PlainYaml.read("k: a" + end + "b\n", Limits.DEFAULT))
                .hasMessage("error converting YAML to JSON: yaml: line 3: could not find expected ':'");
    }

    @Test
    void keepsSeparatorsOfLinesWithinQuotes() {
        String text = "a: \"x \u2028 y\\\"\u2029\"\nb: &q 'it''s\u2028'\nc: [\"\u2028\", it's\u2028]\n";

        assertThat(PlainYaml.read(text, Limits.DEFAULT))
                .isEqualTo(Map.of("a", "x\u2028y\"\u2029", "b", "it's\u2028", "c", List.of("\u2028", "it's")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028"})
    void knowsQuotesBehindATagThatBeginsALine(String end) {
        String text = "---%s!!str \"x\u2028y\"%s".replace("%s", end);

        assertThat(PlainYaml.read(text, Limits.DEFAULT)).isEqualTo("x\u2028y");
    }

    @Test
    void keepsTheLastValueOfAKeyGivenTwice() {
        assertThat(PlainYaml.read("a: 1\na: 2\n", Limits.DEFAULT)).isEqualTo(Map.of("a", 2.0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a: 1;  b: 2;            | line 2: mapping values are not allowed in this context
            a: b: c;                | mapping values are not allowed in this context
            a:;\\tb: 1;             | line 2: found character that cannot start any token
            - a;b: c;               | line 1: did not find expected '-' indicator
            a: "x" y;               | did not find expected key
            x:;  a: "x";    b: 1;   | line 2: did not find expected key
            data:;  a: ~;x;         | line 4: could not find expected ':'
            a:;foo;b: 1;            | line 3: could not find expected ':'
            b: [;                   | line 1: did not find expected node content
            b: [                    | line 1: did not find expected node content
            -;a: 1;                 | line 1: did not find expected node content
            a: 1;];                 | line 1: did not find expected key
            a: 1;{b: c};d: 2;       | line 3: could not find expected ':'
            a: 1;"b"];d: 2;         | line 2: could not find expected ':'
            a: 1;b: [1, 2;          | line 2: did not find expected ',' or ']'
            a: 'x;                  | line 2: found unexpected end of stream
            %a                      | found unknown directive name
            %YAML 1.1;              | line 1: did not find expected <document start>
            a: *b;                  | unknown anchor 'b' referenced
            a: {{ x }};             | invalid map key: map[interface {}]interface {}{"x":interface {}(nil)}
            a: !!int x;             | cannot decode !!str `x` as a !!int
            a: 1;{{ x }}-b: 2;      | line 1: did not find expected key
            a: 1;{{ x }};b: 2;      | line 3: could not find expected ':'
            a: {{ x }};b: [;        | line 2: did not find expected node content
            -;a: b;                 | line 1: did not find expected node content
            - a;b;                  | line 3: could not find expected ':'
            a: "x"`;                | found character that cannot start any token
            a: "x" - b;             | block sequence entries are not allowed in this context
            a: 1;: 2;               | line 1: did not find expected key
            a: 1;*b;                | line 3: could not find expected ':'
            a: 1;"b;c";             | line 3: could not find expected ':'
            a: 1;{};                | line 1: did not find expected key
            a: 1;[ ];b: 2;          | line 1: did not find expected key
            - a;{};                 | line 1: did not find expected '-' indicator
            - a;{b: c};             | line 3: could not find expected ':'
            - a;{b: c}: d;          | line 1: did not find expected '-' indicator
            ...;                    | did not find expected node content
            ;# c;...;a: 1;          | line 2: did not find expected node content
            a: 1;%YAML x;           | line 2: did not find expected version number
            a: 1;%YAML 1;           | line 2: did not find expected digit or '.' character
            "q";%YAML 1.1 x;        | line 2: did not find expected comment or line break
            [a];%TAG x;             | line 2: did not find expected '!'
            %YAML 1.2;---;          | found incompatible YAML document
            a: {b: 1                | line 1: did not find expected ',' or '}'
            %a:;                    | found unexpected non-alphabetical character
            """)
    void saysWhatGoSaysOfTextsThatAreNotYaml(String lines, String message) {
        String text = lines.replace(';', '\n').replace("\\t", "\t");

        assertThatThrownBy(() -> PlainYaml.read(text.replace("~", "|"), Limits.DEFAULT))
                .isInstanceOf(GoDecodeException.class)
                .hasMessage("error converting YAML to JSON: yaml: " + message);
    }

    @Test
    void saysWhatGoSaysOfValuesThatDoNotFit() {
        assertThatThrownBy(() -> PlainYaml.readMap("- 1", Limits.DEFAULT))
                .hasMessage(
                        "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of"
                                + " type map[string]interface {}");
        assertThat(PlainYaml.readMap("", Limits.DEFAULT)).isNull();
    }

    private static String write(Object value, PlainYaml.Form form) {
        return PlainYaml.write(value, form, ForeignValues.NONE);
    }
}
