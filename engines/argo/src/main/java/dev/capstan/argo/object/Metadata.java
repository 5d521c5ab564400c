package dev.capstan.argo.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Type and metadata of an object, read as the Go libraries read them: what is not text counts as absent, and annotations
 * or labels with a value that is not text count as none at all. Never fails.
 */
public final class Metadata {

    private final JsonNode object;

    private Metadata(JsonNode object) {
        this.object = object;
    }

    /** The metadata of an object. */
    public static Metadata of(JsonNode object) {
        return new Metadata(object);
    }

    /** API group, empty for the core group. */
    public String group() {
        String apiVersion = apiVersion();
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** API version without the group. */
    public String version() {
        String apiVersion = apiVersion();
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** API version with the group. */
    public String apiVersion() {
        return text(object.path("apiVersion"));
    }

    public String kind() {
        return text(object.path("kind"));
    }

    public String name() {
        return text(metadata().path("name"));
    }

    public String generateName() {
        return text(metadata().path("generateName"));
    }

    public String namespace() {
        return text(metadata().path("namespace"));
    }

    /** Whether the API server has been asked to delete it. */
    public boolean isDeleting() {
        return metadata().hasNonNull("deletionTimestamp");
    }

    /** Whether it is of a kind. */
    public boolean isKind(String group, String kind) {
        return kind().equals(kind) && group().equals(group);
    }

    /** An annotation. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(texts(metadata().path("annotations")).get(key));
    }

    /** A label. */
    public Optional<String> label(String key) {
        return Optional.ofNullable(texts(metadata().path("labels")).get(key));
    }

    /** All labels. */
    public Map<String, String> labels() {
        return texts(metadata().path("labels"));
    }

    /** Whether a finalizer is set. */
    public boolean hasFinalizer(String finalizer) {
        for (JsonNode set : metadata().path("finalizers")) {
            if (set.isTextual() && set.textValue().equals(finalizer)) {
                return true;
            }
        }
        return false;
    }

    /** The parts of an annotation that lists values with commas: trimmed, without empty ones, each once. */
    public List<String> annotationList(String key) {
        Set<String> parts = new LinkedHashSet<>();
        for (String part : annotation(key).orElse("").split(",", -1)) {
            String trimmed = part.strip();
            if (!trimmed.isEmpty()) {
                parts.add(trimmed);
            }
        }
        return List.copyOf(parts);
    }

    private JsonNode metadata() {
        return object.path("metadata");
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : "";
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            JsonNode value = entry.getValue();
            if (!value.isTextual() && !value.isNull()) {
                texts.clear();
                return texts;
            }
            texts.put(entry.getKey(), text(value));
        }
        return texts;
    }
}
