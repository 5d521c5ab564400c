package dev.capstan.gotemplate.sprig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import dev.capstan.yaml.PlainYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Helm gave for templates of one file that use nothing but sprig and values. */
class SprigConformanceTest {

    private static final Path FOLDER = Path.of(System.getProperty("conformance.dir", "absent"), "helm");

    /** Functions and objects that Helm adds; cases with them belong to the renderer. */
    private static final List<String> OF_HELM = List.of(
            "toYaml",
            "fromYaml",
            "toToml",
            "fromToml",
            ".Files",
            ".Capabilities",
            ".Chart",
            ".Release",
            ".Template",
            ".Subcharts",
            "include",
            "tpl",
            "required",
            "lookup",
            "fromJson",
            "JsonArray",
            "fail",
            "toJson 1e");

    @Test
    void sprigAnswersAsHelmHasIt() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), () -> "no conformance data at " + FOLDER);
        List<Path> cases;
        try (Stream<Path> folders = Files.list(FOLDER)) {
            cases = folders.filter(folder -> folder.getFileName().toString().startsWith("sprig-"))
                    .filter(SprigConformanceTest::isForSprigAlone)
                    .sorted()
                    .toList();
        }

        List<String> different = cases.stream()
                .map(SprigConformanceTest::difference)
                .filter(Objects::nonNull)
                .toList();

        System.out.println("sprig: " + (cases.size() - different.size()) + " of " + cases.size() + " cases");
        assertThat(different).isEmpty();
        assertThat(cases).isNotEmpty();
    }

    private static boolean isForSprigAlone(Path folder) {
        String template = read(folder.resolve("chart/templates/t.yaml"));
        return OF_HELM.stream().noneMatch(template::contains);
    }

    private static @Nullable String difference(Path folder) {
        Path file = folder.resolve("chart/values.yaml");
        Map<String, @Nullable Object> values = Files.exists(file)
                ? Objects.requireNonNull(PlainYaml.readMap(read(file), Limits.DEFAULT))
                : new HashMap<>();
        Map<String, @Nullable Object> data = new HashMap<>();
        values.values().removeIf(Objects::isNull); // a null in the chart's own values takes the key away
        data.put("Values", new TypedMap(GoType.named("common.Values", GoType.MAP), values));
        Map<String, @Nullable Object> facts =
                Objects.requireNonNull(PlainJson.readMap(read(folder.resolve("case.json")), Limits.DEFAULT));
        String actual;
        try {
            actual = SprigRun.text("demo/templates/t.yaml", read(folder.resolve("chart/templates/t.yaml")), data)
                    .replace("<no value>", "");
        } catch (TemplateException failure) {
            actual = failure.getMessage();
        }
        Object error = facts.get("error");
        boolean isSame = error == null
                ? read(folder.resolve("expected.yaml")).contains(actual.strip())
                : saysTheSame((String) error, actual);
        return isSame
                ? null
                : folder.getFileName() + "\n" + actual + "\n  not\n"
                        + (error == null ? read(folder.resolve("expected.yaml")) : error);
    }

    /** Helm lays out some messages on several lines, and reads YAML afterwards. */
    private static boolean saysTheSame(String error, String actual) {
        String problem = error.substring(error.lastIndexOf('\n') + 1).strip();
        return error.startsWith("YAML parse error") || error.startsWith("parse error") || actual.endsWith(problem);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }
}
