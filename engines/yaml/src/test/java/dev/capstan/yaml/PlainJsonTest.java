package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainJsonTest {
    @Test
    void writesKeysInTheOrderOfTheirBytesAndEscapesForHtml() {
        Map<String, Object> value = Map.of("b", List.of(1.0, 2.5), "a", "<&>", "\uFF5E", true, "😀", false);

        assertThat(PlainJson.write(value, PlainJson.Form.COMPACT, ForeignValues.NONE))
                .isEqualTo("{\"a\":\"\\u003c\\u0026\\u003e\",\"b\":[1,2.5],\"\uFF5E\":true,\"😀\":false}");
        assertThat(PlainJson.write(value, PlainJson.Form.RAW, ForeignValues.NONE))
                .contains("\"<&>\"");
    }

    @Test
    void indentsWithTwoBlanksAndLeavesEmptyCollectionsOnOneLine() {
        Map<String, Object> value = Map.of("a", List.of(Map.of()));

        assertThat(PlainJson.write(value, PlainJson.Form.INDENTED, ForeignValues.NONE))
                .isEqualTo("{\n  \"a\": [\n    {}\n  ]\n}");
    }

    @Test
    void replacesBytesThatAreNotText() {
        assertThat(PlainJson.write("a\uDCFFb", PlainJson.Form.COMPACT, ForeignValues.NONE))
                .isEqualTo("\"a\\ufffdb\"");
    }

    @Test
    void asksItsCallerForValuesOfOtherKinds() {
        ForeignValues foreign = (value, encoding) -> encoding + " " + value;

        assertThat(PlainJson.write(List.of('x'), PlainJson.Form.COMPACT, foreign))
                .isEqualTo("[\"JSON x\"]");
    }

    @Test
    void refusesWhatHasNoForm() {
        List<Object> self = new ArrayList<>();
        self.add(self);

        assertThatThrownBy(() -> PlainJson.write(self, PlainJson.Form.COMPACT, ForeignValues.NONE))
                .hasMessage("json: unsupported value: encountered a cycle via []interface {}");
        assertThatThrownBy(() -> PlainJson.write(Double.NaN, PlainJson.Form.COMPACT, ForeignValues.NONE))
                .hasMessage("json: unsupported value: NaN");
    }

    @Test
    void readsValuesThatMayBeChanged() {
        Map<String, Object> expected = new HashMap<>();
        expected.put("a", List.of(1.0, "x"));
        expected.put("b", null);

        Object value = PlainJson.read("{\"a\":[1,\"x\"],\"b\":null}", Limits.DEFAULT);

        assertThat(value).isEqualTo(expected);
        assertThat(value).asInstanceOf(InstanceOfAssertFactories.MAP).satisfies(Map::clear);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ^^                  | unexpected end of JSON input
            {"a":1              | unexpected end of JSON input
            bad                 | invalid character 'b' looking for beginning of value
            {"a":1} x           | invalid character 'x' after top-level value
            {'a':1}             | invalid character '\\'' looking for beginning of object key string
            {"a" 1}             | invalid character '1' after object key
            {"a":1 "b":2}       | invalid character '"' after object key:value pair
            [1 2]               | invalid character '2' after array element
            [1,]                | invalid character ']' looking for beginning of value
            {"a":1,}            | invalid character '}' looking for beginning of object key string
            trux                | invalid character 'x' in literal true (expecting 'e')
            -x                  | invalid character 'x' in numeric literal
            1.x                 | invalid character 'x' after decimal point in numeric literal
            1ex                 | invalid character 'x' in exponent of numeric literal
            01                  | invalid character '1' after top-level value
            "\\q"               | invalid character 'q' in string escape code
            "\\u00g0"           | invalid character 'g' in \\u hexadecimal character escape
            nul                 | invalid character ' ' in literal null (expecting 'l')
            [-                  | invalid character ' ' in numeric literal
            {"a":1e             | invalid character ' ' in exponent of numeric literal
            1.                  | invalid character ' ' after decimal point in numeric literal
            "\\                 | invalid character ' ' in string escape code
            "a                  | unexpected end of JSON input
            "a	b"              | invalid character '\\t' in string literal
            1e999               | json: cannot unmarshal number 1e999 into Go value of type float64
            """)
    void saysWhatGoSaysOfTextsThatAreNotJson(String text, String message) {
        assertThatThrownBy(() -> PlainJson.read(text.replace("\\\\", "\\"), Limits.DEFAULT))
                .isInstanceOf(GoDecodeException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhatGoSaysOfValuesThatDoNotFit() {
        assertThatThrownBy(() -> PlainJson.readMap("[]", Limits.DEFAULT))
                .hasMessage("json: cannot unmarshal array into Go value of type map[string]interface {}");
        assertThatThrownBy(() -> PlainJson.readList("true", Limits.DEFAULT))
                .hasMessage("json: cannot unmarshal bool into Go value of type []interface {}");
        assertThat(PlainJson.readMap("null", Limits.DEFAULT)).isNull();
    }
}
