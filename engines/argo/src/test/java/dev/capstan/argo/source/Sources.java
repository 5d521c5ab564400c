package dev.capstan.argo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What tests of sources begin with. Quotes in texts are single. */
final class Sources {
    static final BuildEnvironment ENVIRONMENT = BuildEnvironment.of(
            "web",
            "prod",
            "team",
            "0123456789abcdef0123456789abcdef01234567",
            ApplicationSource.of(json("{'repoURL':'https://h/r','path':'apps/web','targetRevision':'main'}")));

    static final BuildEnvironment EMPTY = new BuildEnvironment(Map.of());

    private Sources() {}

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }
}
