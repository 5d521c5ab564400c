package dev.capstan.argo.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.LastApplied;
import dev.capstan.argo.object.Metadata;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest with the annotation in which the next apply finds what this one applied. The annotation holds the manifest
 * without itself as compact JSON with sorted keys and a line feed, so to the byte what kubectl writes: both may apply the
 * same object in turns.
 */
final class AppliedManifest {

    /** What the API server allows all annotations of an object together, keys and values. */
    private static final int MOST_ANNOTATION_BYTES = 262_144;

    private AppliedManifest() {}

    /** A copy of a manifest with the annotation. */
    static ObjectNode of(ObjectNode manifest) {
        ObjectNode noted = manifest.deepCopy();
        ObjectNode metadata =
                noted.get("metadata") instanceof ObjectNode existing ? existing : noted.putObject("metadata");
        ObjectNode annotations = metadata.get("annotations") instanceof ObjectNode existing
                ? existing
                : metadata.putObject("annotations");
        annotations.remove(LastApplied.ANNOTATION);
        String text = PlainJson.write(plain(noted), PlainJson.Form.COMPACT, ForeignValues.NONE) + "\n";
        annotations.put(LastApplied.ANNOTATION, text);
        return noted;
    }

    /** Why the annotations of an object are too long for an API server; empty when they are not. */
    static Optional<String> tooLong(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        long size = 0;
        for (Map.Entry<String, JsonNode> annotation :
                object.path("metadata").path("annotations").properties()) {
            size += bytes(annotation.getKey()) + bytes(annotation.getValue().asText(""));
        }
        if (size <= MOST_ANNOTATION_BYTES) {
            return Optional.empty();
        }
        String kind = metadata.kind() + (metadata.group().isEmpty() ? "" : "." + metadata.group());
        return Optional.of(kind + " \"" + metadata.name() + "\" is invalid: metadata.annotations: Too long: may not be"
                + " more than " + MOST_ANNOTATION_BYTES + " bytes; the sync option ServerSideApply=true applies it"
                + " without the annotation that is too long");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (node.isNull()) {
            return null;
        }
        return node.isNumber() ? node.numberValue() : node.isBoolean() ? node.booleanValue() : node.asText();
    }
}
