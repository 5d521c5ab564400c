package dev.capstan.helm.release.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigDigestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void valuesThatAreNotThereAreDigestedAsNothing() {
        assertThat(ConfigDigest.of(Map.of()))
                .isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void theOrderOfKeysDoesNotCount() {
        assertThat(ConfigDigest.of(values("{\"b\": {\"y\": 1, \"x\": 2}, \"a\": [1.0]}")))
                .isEqualTo(ConfigDigest.of(values("{\"a\": [1], \"b\": {\"x\": 2, \"y\": 1}}")));
    }

    @Test
    void isThatOfFluxForAllRecordedValues() throws IOException {
        Path vectors = Path.of(System.getProperty("conformance.dir", "")).resolve("helm/encoders/yaml.jsonl");
        assumeTrue(Files.exists(vectors), "No conformance data: set -Dconformance.dir to run this");
        var differences = new ArrayList<String>();
        int compared = 0;
        for (String line : Files.readAllLines(vectors)) {
            JsonNode vector = JSON.readTree(line);
            if (vector.path("digest").asText().startsWith("sha256:")) {
                compared++;
                if (!ConfigDigest.of(values(vector.path("input").asText()))
                        .equals(vector.path("digest").asText())) {
                    differences.add(vector.path("name").asText());
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(100);
    }

    private static Map<String, @Nullable Object> values(String json) {
        return requireNonNull(PlainJson.readMap(json, Limits.DEFAULT));
    }
}
