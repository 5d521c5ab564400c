package dev.capstan.notification.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A small YAML map of texts, as Secrets hold them. */
final class HeaderMap {
    private static final int LONGEST = 64 * 1024;
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private HeaderMap() {}

    /** The map; empty where the text is something else, or too long. */
    static Optional<Map<String, String>> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode tree = YAML.readTree(text);
            var map = new LinkedHashMap<String, String>();
            if (tree == null || !tree.isObject()) {
                return Optional.empty();
            }
            for (var entry : tree.properties()) {
                if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                    return Optional.empty();
                }
                map.put(entry.getKey(), entry.getValue().asText());
            }
            return Optional.of(map);
        } catch (IOException notYaml) {
            return Optional.empty();
        }
    }
}
