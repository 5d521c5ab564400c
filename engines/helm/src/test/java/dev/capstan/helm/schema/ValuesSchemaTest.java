package dev.capstan.helm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.TestCharts;
import dev.capstan.helm.schema.ValuesSchema.Verdict;
import dev.capstan.helm.values.ValuesText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesSchemaTest {
    private static final String HEAD =
            "values don't meet the specifications of the schema(s) in the following chart(s):\ndemo:\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"required": ["a", "b"]}                          | c: 1       | - at '': missing properties 'a', 'b'
            {"properties": {"a": {"maximum": 9000}}}          | a: 70000   | - at '/a': maximum: got 70,000, want 9,000
            {"properties": {"a": {"maximum": 5}}}             | a: 2e6     | - at '/a': maximum: got 2×10⁰⁶, want 5
            {"properties": {"a": {"enum": ["x", 1, null]}}}   | a: y       | - at '/a': value must be one of 'x', 1, <nil>
            {"properties": {"a": {"const": {"b": 1}}}}        | a: y       | - at '/a': 'const' failed
            {"properties": {"a": {"uniqueItems": true}}}      | a: [1, 1.0] | - at '/a': items at 0 and 1 are equal
            {"propertyNames": {"maxLength": 2}}               | abc: 1     | - at '': invalid propertyName 'abc';  - at '': maxLength: got 3, want 2
            {"dependentSchemas": {"a": {"required": ["b"]}}}  | a: 1       | - at '': missing property 'b'
            {"unevaluatedProperties": false, "properties": {"a": true}} | b: 1 | - at '/b': false schema
            {"properties": {"a": {"prefixItems": [{"type": "string"}], "items": false}}} | a: [x, y] | - at '/a/1': false schema
            {"properties": {"a": {"contains": {"const": 1}, "minContains": 2}}} | a: [1, 2] | - at '/a': min 2 items required to match contains schema, but matched 1 items at 0;  - at '/a/1': value must be 1
            {"properties": {"a": {"items": false}, "b": {"minimum": 2}}} | {a: [1, 2], b: 1} | - at '/a': validation failed;  - at '/a/0': false schema;  - at '/a/1': false schema;- at '/b': minimum: got 1, want 2
            {"$ref": "#/$defs/x", "$defs": {"x": {"minProperties": 2}}} | a: 1 | - at '': minProperties: got 1, want 2
            {"$schema": "http://json-schema.org/draft-04/schema#", "properties": {"a": {"minimum": 5, "exclusiveMinimum": true}}} | a: 5 | - at '/a': exclusiveMinimum: got 5, want 5
            """)
    void saysWhatTheLibraryOfHelmSays(String schema, String values, String problems) {
        assertThat(message(schema, values)).isEqualTo(HEAD + problems.replace(';', '\n') + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://127.0.0.1:1/x.json", "https://example.com/x", "other.json"})
    @Timeout(10)
    void h051_loadsNothing(String reference) {
        assertThat(message("{\"$ref\": \"" + reference + "\"}", "a: 1"))
                .contains("failing loading")
                .contains("nothing is loaded")
                .doesNotContain("root:");
    }

    @Test
    void saysWhatGoSaysOfReferencesThatAreNotUrls() {
        assertThat(message("{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"$ref\": \"%zz\"}", "a: 1"))
                .contains("error in parsing \"%zz\": parse \"%zz\": invalid URL escape \"%zz\"");
    }

    @Test
    void h051_findsReferencesThatGoRoundInCircles() {
        assertThat(message("{\"$ref\": \"#\"}", "a: 1")).contains("causing reference cycle");
        assertThat(message(
                        "{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"}, \"b\": {\"$ref\": \"#/$defs/a\"}},"
                                + " \"$ref\": \"#/$defs/a\"}",
                        "a: 1"))
                .contains("causing reference cycle");
    }

    @Test
    void h051_refusesSchemasThatAreNestedWithoutEnd() {
        String schema = "{\"not\":".repeat(100_000) + "{}" + "}".repeat(100_000);

        assertThat(message(schema, "a: 1")).contains("exceeded max depth");
    }

    @Test
    void h051_endsChainsOfReferencesWithoutEnd() {
        String schema = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"d" + i + "\": {\"allOf\": [{\"$ref\": \"#/$defs/d" + (i + 1) + "\"}]}")
                .collect(Collectors.joining(", ", "{\"$ref\": \"#/$defs/d0\", \"$defs\": {", ", \"d20000\": {}}}"));

        assertThat(check(schema, "a: 1", 20_000_000)).isInstanceOf(Verdict.Stopped.class);
    }

    @Test
    void h051_endsSchemasThatDoubleTheWorkWithEachLevel() {
        String schema = IntStream.range(0, 60)
                .mapToObj(i -> "\"d" + i + "\": {\"allOf\": [{\"$ref\": \"#/$defs/d" + (i + 1)
                        + "\"}, {\"$ref\": \"#/$defs/d" + (i + 1) + "\"}]}")
                .collect(Collectors.joining(", ", "{\"$ref\": \"#/$defs/d0\", \"$defs\": {", ", \"d60\": {}}}"));
        long start = System.nanoTime();

        assertThat(check(schema, "a: 1", 500_000)).isInstanceOf(Verdict.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @Timeout(20)
    void h051_takesLinearTimeForPatterns() {
        assertThat(message("{\"properties\": {\"a\": {\"pattern\": \"^(a+)+$\"}}}", "a: " + "a".repeat(50_000) + "!"))
                .contains("does not match pattern");
    }

    @Test
    void countsNumbersThatWouldBeBombsAsNone() {
        assertThat(check("{\"properties\": {\"a\": {\"multipleOf\": 1e-999999999}}}", "a: 1", 1_000_000))
                .isInstanceOf(Verdict.class);
    }

    @Test
    void checksASchemaThatItKnowsOfOtherValuesAgain() throws Exception {
        String schema =
                "{\"$defs\": {\"n\": {\"type\": \"integer\"}}, \"properties\": {\"a\": {\"$ref\": \"#/$defs/n\"}}}";
        var schemas = new ValuesSchema(1 << 20);
        var chart = TestCharts.of("values.schema.json", schema);

        assertThat(schemas.check(chart, Map.of("a", 1.0), 1_000)).isEqualTo(new Verdict.Valid());
        assertThat(schemas.check(chart, Map.of("a", "x"), 1_000)).isInstanceOf(Verdict.Invalid.class);
        assertThat(schemas.check(chart, Map.of("a", 1.0), 3))
                .as("a schema that is known is not checked itself any more")
                .isEqualTo(new Verdict.Valid());
        assertThat(new ValuesSchema(1 << 20).check(chart, Map.of("a", 1.0), 3)).isInstanceOf(Verdict.Stopped.class);
    }

    private static String message(String schema, String values) {
        return switch (check(schema, values, 20_000_000)) {
            case Verdict.Valid _ -> "";
            case Verdict.Invalid(var message) -> message;
            case Verdict.Stopped(var message) -> message;
        };
    }

    private static Verdict check(String schema, String values, long steps) {
        try {
            return new ValuesSchema(0)
                    .check(
                            TestCharts.of("values.schema.json", schema),
                            ValuesText.read(values.getBytes(StandardCharsets.UTF_8)),
                            steps);
        } catch (dev.capstan.helm.yaml.InvalidYamlException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
