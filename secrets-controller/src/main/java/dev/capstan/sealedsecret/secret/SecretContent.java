package dev.capstan.sealedsecret.secret;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a Secret is compared and written.
 *
 * @param type its type
 * @param isImmutable whether its values may not be changed
 * @param labels its labels
 * @param annotations its annotations
 * @param data its values in base64
 */
public record SecretContent(
        String type,
        boolean isImmutable,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        SortedMap<String, String> data) {
    /** The type that the API server fills in. */
    public static final String OPAQUE = "Opaque";

    /** Copies the maps. */
    public SecretContent {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    }

    /** The content of a Secret with nothing in it but what is given. */
    public static SecretContent of(
            @Nullable String type,
            boolean isImmutable,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable Map<String, String> data) {
        return new SecretContent(
                type == null || type.isEmpty() ? OPAQUE : type,
                isImmutable,
                sorted(labels),
                sorted(annotations),
                sorted(data));
    }

    private static SortedMap<String, String> sorted(@Nullable Map<String, String> map) {
        return map == null ? Collections.emptySortedMap() : new TreeMap<>(map);
    }

    /** The content of a Secret as an object. */
    public static SecretContent of(YamlMap secret) {
        YamlMap metadata = secret.get("metadata") instanceof YamlMap known ? known : YamlMap.empty();
        return of(
                secret.getText("type"),
                "true".equals(secret.getText("immutable")),
                texts(metadata.get("labels")),
                texts(metadata.get("annotations")),
                texts(secret.get("data")));
    }

    private static Map<String, String> texts(@Nullable YamlNode node) {
        var texts = new TreeMap<String, String>();
        if (node instanceof YamlMap map) {
            for (String key : map.keys()) {
                String text = map.getText(key);
                texts.put(key, text == null ? "" : text);
            }
        }
        return texts;
    }

    /** Whether an annotation is set, with exactly this text: {@code true}. */
    boolean isMarked(String annotation) {
        return "true".equals(annotations.get(annotation));
    }

    /** The same with the maps of another over its own; what else it has stays. */
    SecretContent withAll(SecretContent more) {
        return new SecretContent(
                type,
                isImmutable,
                merged(labels, more.labels),
                merged(annotations, more.annotations),
                merged(data, more.data));
    }

    private static SortedMap<String, String> merged(SortedMap<String, String> base, SortedMap<String, String> more) {
        var merged = new TreeMap<>(base);
        merged.putAll(more);
        return merged;
    }

    /** The same, and immutable when it was, since nobody can take that back. */
    SecretContent keepingImmutable(boolean wasImmutable) {
        return new SecretContent(type, isImmutable || wasImmutable, labels, annotations, data);
    }

    /** Without values. */
    @Override
    public String toString() {
        return "SecretContent[type=" + type + ", keys=" + data.keySet() + "]";
    }
}
