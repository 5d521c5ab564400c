package dev.capstan.argo.health.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.health.Health;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every object of the corpus has the health and the message that Argo CD gave it. */
class HealthConformanceTest {

    private static final Path CASES = Path.of(System.getProperty("conformance.dir", "absent"), "argo-health", "cases");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void givesEveryCaseItsHealth() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no conformance data at " + CASES);
        List<Path> cases;
        try (var folders = Files.list(CASES)) {
            cases = folders.sorted().toList();
        }

        List<String> different = new ArrayList<>();
        Map<String, Integer> rightByOrigin = new TreeMap<>();
        for (Path folder : cases) {
            JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
            String origin = expected.path("origin").asText();
            Optional<String> difference = difference(folder, origin, expected);
            if (difference.isEmpty()) {
                rightByOrigin.merge(origin, 1, Integer::sum);
            } else {
                different.add(folder.getFileName() + ": " + difference.get());
            }
        }

        System.out.println(
                "argo-health: " + (cases.size() - different.size()) + " of " + cases.size() + " " + rightByOrigin);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(980);
        assertThat(different).isEmpty();
    }

    /**
     * The outcomes of scripts were taken without regard to deletion, which Argo CD looks at before it runs a script.
     */
    private static Optional<String> difference(Path folder, String origin, JsonNode expected) throws IOException {
        JsonNode object =
                JSON.valueToTree(PlainYaml.read(Files.readAllBytes(folder.resolve("object.yaml")), Limits.DEFAULT));
        HealthRules rules = HealthRules.shipped();
        Optional<Health> health = origin.equals("customization") ? rules.assessKind(object) : rules.assess(object);
        String status = health.map(told -> told.status().word()).orElse("none");
        String message = health.map(Health::message).orElse("");
        boolean isMessageRight = expected.path("check").asText().equals("status")
                || message.equals(expected.path("message").asText(""));
        return status.equals(expected.path("status").asText()) && isMessageRight
                ? Optional.empty()
                : Optional.of("%s '%s' instead of %s".formatted(status, message, expected));
    }
}
