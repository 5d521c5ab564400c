package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values as the Go libraries read and write them. */
class EncodersConformanceTest {
    private static final Path FOLDER = Path.of(System.getProperty("conformance.dir", "absent"), "helm", "encoders");

    /** The Go peer ends a line at U+2028; here that character is text like any other. */
    private static final String LINE_SEPARATOR = "\u2028";

    @Test
    void y042_yamlBecomesTheJsonThatTheGoPeerSends() throws IOException {
        List<YamlMap> vectors = vectors("yaml-read.jsonl");

        List<String> different = new ArrayList<>();
        int compared = 0;
        for (YamlMap vector : vectors) {
            String yaml = text(vector, "yaml");
            if (yaml.contains(LINE_SEPARATOR)) {
                continue;
            }
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
        List<YamlMap> vectors = vectors("json.jsonl");

        List<String> different = new ArrayList<>();
        for (YamlMap vector : vectors) {
            String expected = text(vector, "marshal");
            String input = text(vector, "input");
            if (expected.startsWith("ERROR")) {
                continue;
            }
            String actual = json(Json.read("input", bytes(input), Limits.DEFAULT));
            if (!actual.equals(expected)) {
                different.add(text(vector, "name") + " " + input + " gives " + actual + ", not " + expected);
            }
        }

        System.out.println("JSON: " + (vectors.size() - different.size()) + " of " + vectors.size() + " vectors");
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
