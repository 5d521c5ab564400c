package dev.capstan.application.set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects of tests, written as people write them. */
final class Yaml {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    static ObjectNode of(String yaml) {
        var node = Objects.requireNonNull(
                PlainYaml.readNode(yaml.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT), "The text is empty");
        try {
            return (ObjectNode) JSON.readTree(Json.write(node, Dialect.KUSTOMIZE));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
