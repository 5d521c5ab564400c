package dev.capstan.apply.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.digest.Digest;
import org.junit.jupiter.api.Test;

class ObjectHashesTest {
    private static final ObjectId CONFIG = new ObjectId("", "ConfigMap", "apps", "web");
    private static final ObjectId SECRET = new ObjectId("", "Secret", "apps", "web");

    @Test
    void whatTheApiServerSetsAndTheOrderOfKeysDoNotCount() {
        assertThat(ObjectHashes.ofContent(CONFIG, json("""
                                {"metadata": {"name": "web", "resourceVersion": "7", "uid": "u", "managedFields": [{}]},
                                 "data": {"b": "2", "a": "1"}, "status": {"seen": true}}
                                """)))
                .isEqualTo(ObjectHashes.ofContent(
                        CONFIG, json("{\"data\": {\"a\": \"1\", \"b\": \"2\"}, \"metadata\": {\"name\": \"web\"}}")));
    }

    @Test
    void everythingElseDoes() {
        assertThat(ObjectHashes.ofContent(CONFIG, json("{\"data\": {\"a\": \"1\"}}")))
                .isNotEqualTo(ObjectHashes.ofContent(CONFIG, json("{\"data\": {\"a\": \"2\"}}")));
    }

    @Test
    void equalSecretsAreEqualAndNobodyCanComputeTheirHashes() {
        ObjectNode secret = json("{\"data\": {\"password\": \"aHVudGVyMg==\"}}");

        assertThat(ObjectHashes.ofContent(SECRET, secret))
                .isEqualTo(ObjectHashes.ofContent(SECRET, secret))
                .isNotEqualTo(ObjectHashes.ofContent(CONFIG, secret))
                .isNotEqualTo(Digest.sha256(secret.toString()).hex());
        assertThat(ObjectHashes.shown(SECRET, "")).isEmpty();
        assertThat(ObjectHashes.shown(CONFIG, "abc")).isEqualTo("abc");
        assertThat(ObjectHashes.shown(SECRET, "abc")).hasSize(64);
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
