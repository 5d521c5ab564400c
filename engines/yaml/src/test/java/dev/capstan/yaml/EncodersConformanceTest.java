package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values as the Go libraries read and write them. */
class EncodersConformanceTest {
    private static final Path FOLDER = Path.of(System.getProperty("conformance.dir", "absent"), "helm", "encoders");

    @Test
    void y042_yamlBecomesTheJsonThatTheGoPeerSends() throws IOException {
        List<YamlMap> vectors = vectors("yaml-read.jsonl");

        List<String> different = new ArrayList<>();
        int compared = 0;
        for (YamlMap vector : vectors) {
            String yaml = text(vector, "yaml");
            compared++;
            String expected = vector.has("json") ? normal(text(vector, "json")) : "refused";
            String actual = read(text(vector, "name"), yaml);
            if (!actual.equals(expected)) {
                different.add(
                        text(vector, "name") + " " + Json.quoted(yaml) + " gives " + actual + ", not " + expected);
            }
        }

        System.out.println("YAML to JSON: " + (compared - different.size()) + " of " + compared + " vectors");
        assertThat(different).isEmpty();
    }

    @Test
    void jsonIsWrittenAsGoWritesIt() throws IOException {
        compare("json.jsonl", "marshal", value -> PlainJson.write(value, PlainJson.Form.COMPACT, ForeignValues.NONE));
    }

    @Test
    void jsonIsIndentedAsGoIndentsIt() throws IOException {
        compare("json.jsonl", "indent", value -> PlainJson.write(value, PlainJson.Form.INDENTED, ForeignValues.NONE));
    }

    @Test
    void jsonWithoutEscapesForHtmlIsWrittenAsGoWritesIt() throws IOException {
        compare(
                "json.jsonl",
                "rawEncoder",
                value -> PlainJson.write(value, PlainJson.Form.RAW, ForeignValues.NONE) + "\n");
    }

    @Test
    void yamlIsWrittenAsSigsYamlWritesIt() throws IOException {
        compare("yaml.jsonl", "toYaml", value -> yaml(value, PlainYaml.Form.KUBERNETES));
    }

    @Test
    void yamlIsWrittenAsVersion3WritesItWithTwoBlanks() throws IOException {
        compare("yaml.jsonl", "toYamlPretty", value -> yaml(value, PlainYaml.Form.PRETTY));
    }

    @Test
    void yamlIsWrittenAsVersion3WritesIt() throws IOException {
        compare("yaml.jsonl", "v3", value -> yaml(value, PlainYaml.Form.VERSION_3));
    }

    @Test
    void yamlIsWrittenAsFluxWritesItForItsDigest() throws IOException {
        compare("yaml.jsonl", "sorted", value -> yaml(value, PlainYaml.Form.DIGESTED));
    }

    @Test
    void digestsAreThoseOfFlux() throws IOException {
        compare("yaml.jsonl", "digest", value -> {
            boolean isEmpty = value instanceof Map<?, ?> map && map.isEmpty();
            byte[] text =
                    isEmpty ? new byte[0] : PlainYaml.writeBytes(value, PlainYaml.Form.DIGESTED, ForeignValues.NONE);
            return "sha256:" + HexFormat.of().formatHex(sha256(text));
        });
    }

    @Test
    void yamlIsReadAsSigsYamlReadsIt() throws IOException {
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (YamlMap vector : vectors("yaml-read.jsonl")) {
            String yaml = text(vector, "yaml");
            compared++;
            String expected = vector.has("json") ? normal(text(vector, "json")) : text(vector, "error");
            String actual;
            try {
                Object value = PlainYaml.read(yaml, Limits.DEFAULT);
                actual = PlainJson.write(value, PlainJson.Form.COMPACT, ForeignValues.NONE);
            } catch (GoDecodeException refused) {
                actual = refused.getMessage();
            }
            if (!actual.equals(expected)) {
                different.add(
                        text(vector, "name") + " " + Json.quoted(yaml) + "\ngives " + actual + "\n  not " + expected);
            }
        }
        System.out.println("YAML to plain values: " + (compared - different.size()) + " of " + compared + " vectors");
        assertThat(different).isEmpty();
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static String yaml(@Nullable Object value, PlainYaml.Form form) {
        return PlainYaml.write(value, form, ForeignValues.NONE);
    }

    private static void compare(String file, String field, Function<@Nullable Object, String> writer)
            throws IOException {
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (YamlMap vector : vectors(file)) {
            String expected = vector.getText(field);
            if (expected == null) {
                continue;
            }
            compared++;
            String input = text(vector, "input");
            String actual;
            try {
                actual = writer.apply(PlainJson.read(input, Limits.DEFAULT));
            } catch (UnwritableValueException refused) {
                actual = "ERROR " + refused.getMessage();
            }
            if (!actual.equals(expected)) {
                different.add(text(vector, "name") + " " + input + "\ngives " + Json.quoted(actual) + "\n not  "
                        + Json.quoted(expected));
            }
        }
        System.out.println(field + ": " + (compared - different.size()) + " of " + compared + " vectors");
        assertThat(different).isEmpty();
    }

    private static List<YamlMap> vectors(String file) throws IOException {
        Path path = FOLDER.resolve(file);
        assumeTrue(Files.exists(path), () -> "no conformance data at " + path);
        List<YamlMap> vectors = new ArrayList<>();
        for (String line : Files.readString(path).split("\n", -1)) {
            if (!line.isEmpty()) {
                vectors.add((YamlMap) Json.read(file, bytes(line), Limits.DEFAULT));
            }
        }
        return vectors;
    }

    /** The JSON of the first document, numbers as the vectors have them, or "refused". */
    private static String read(String name, String yaml) {
        try {
            List<YamlDocument> documents = YamlReader.readAll(name, bytes(yaml), Limits.DEFAULT);
            return documents.isEmpty()
                    ? "null"
                    : normal(new String(
                            Json.write(documents.getFirst().root(), Dialect.KUBERNETES), StandardCharsets.UTF_8));
        } catch (YamlSyntaxException | UnwritableValueException refused) {
            return "refused";
        }
    }

    private static String normal(String json) {
        return json(Json.read("vector", bytes(json), Limits.DEFAULT));
    }

    private static String json(YamlNode node) {
        return new String(Json.write(withFloats(node), Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }

    /** The vectors were made by a program that holds every number as a float of 64 bits. */
    private static YamlNode withFloats(YamlNode node) {
        return switch (node) {
            case YamlMap map -> map.mapValues((_, value) -> withFloats(value));
            case YamlList list -> list.map(EncodersConformanceTest::withFloats);
            case YamlScalar scalar
            when scalar.kind() == ScalarKind.INT -> YamlScalar.ofFloat(Double.parseDouble(scalar.text()));
            case YamlScalar scalar -> scalar;
        };
    }

    private static String text(YamlMap map, String key) {
        String text = map.getText(key);
        return text == null ? "" : text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
