package dev.capstan.apply.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every object of the corpus gets the status, message and conditions that the original library computed. */
class KstatusConformanceTest {

    private static final Path CASES = Path.of(System.getProperty("conformance.dir", "absent"), "kstatus", "cases");
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    @Test
    void computesTheStatusOfEveryCase() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no kstatus conformance data at " + CASES);
        List<Path> cases;
        try (var folders = Files.list(CASES)) {
            cases = folders.sorted().toList();
        }

        List<String> different = new ArrayList<>();
        Map<String, Integer> byStatus = new TreeMap<>();
        for (Path folder : cases) {
            JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
            List<String> differences = differences(folder, expected);
            if (differences.isEmpty()) {
                byStatus.merge(expected.path("status").asText(), 1, Integer::sum);
            } else {
                different.add(folder.getFileName() + ": " + differences);
            }
        }

        System.out.println("kstatus: " + (cases.size() - different.size()) + " of " + cases.size() + " " + byStatus);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(966);
        assertThat(different).isEmpty();
    }

    private static List<String> differences(Path folder, JsonNode expected) throws IOException {
        Instant now =
                expected.has("clock") ? Instant.parse(expected.path("clock").asText()) : LONG_AFTER;
        Health health = HealthRules.kstatus().assess(object(folder), now);
        List<String> differences = new ArrayList<>();
        String status = expected.path("status").asText();
        if (status.equals("error")) {
            check(differences, "status", health.status().word(), "Unknown");
            return differences;
        }
        check(differences, "status", health.status().word(), status);
        if (expected.hasNonNull("message")) {
            check(
                    differences,
                    "message",
                    health.message(),
                    expected.path("message").asText());
        }
        for (JsonNode condition : expected.path("conditions")) {
            String type = condition.path("type").asText();
            HealthCondition found = health.condition()
                    .filter(own -> own.type().equals(type))
                    .orElse(new HealthCondition("none", "none", "none"));
            check(differences, "condition", found.type(), type);
            check(
                    differences,
                    "reason",
                    found.reason(),
                    condition.path("reason").asText(""));
            if (condition.hasNonNull("message")) {
                check(
                        differences,
                        "condition message",
                        found.message(),
                        condition.path("message").asText());
            }
        }
        for (JsonNode absent : expected.path("absentConditions")) {
            boolean isThere = health.condition()
                    .filter(own -> own.type().equals(absent.asText()))
                    .isPresent();
            check(differences, "condition " + absent.asText(), Boolean.toString(isThere), "false");
        }
        return differences;
    }

    /** Read leniently: some objects of the corpus name a key twice, and the original took the last. */
    private static JsonNode object(Path folder) throws IOException {
        return YAML.readTree(folder.resolve("object.yaml").toFile());
    }

    private static void check(List<String> differences, String what, String actual, String expected) {
        if (!actual.equals(expected)) {
            differences.add(what + " is '" + actual + "', not '" + expected + "'");
        }
    }
}
