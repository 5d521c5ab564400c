package dev.capstan.argo.set.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets of parameters: maps of plain values as the templates of Go see them (see {@code dev.capstan.gotemplate.value}). Numbers are
 * Double, since JSON has no others there.
 */
public final class ParameterValues {
    private static final int DEEPEST = 200;

    private ParameterValues() {}

    /**
     * The plain value of a tree.
     *
     * @throws GenerationException when it is nested too deeply
     */
    public static @Nullable Object of(JsonNode node) {
        return of(node, 0);
    }

    private static @Nullable Object of(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw new GenerationException("a parameter is nested more than " + DEEPEST + " deep");
        }
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue(), depth + 1)));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(of(element, depth + 1)));
            return list;
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    /** The map of an object; empty where it is none. */
    public static Map<String, @Nullable Object> mapOf(JsonNode node) {
        return of(node) instanceof Map<?, ?> map ? asMap(map) : new LinkedHashMap<>();
    }

    /** Texts by names, of Go's type {@code map[string]string}. */
    public static Map<String, @Nullable Object> texts(Map<String, String> texts) {
        return new TypedMap(GoType.STRING_MAP, new LinkedHashMap<>(texts));
    }

    /** A deep copy: templates may change what they are given. */
    public static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        parameters.forEach((key, value) -> copy.put(key, copyOf(value)));
        return copy;
    }

    private static @Nullable Object copyOf(@Nullable Object value) {
        if (value instanceof TypedMap typed) {
            return new TypedMap(typed.type(), new LinkedHashMap<>(typed));
        }
        if (value instanceof Map<?, ?> map) {
            return copy(asMap(map));
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copyOf(element)));
            return copy;
        }
        return value;
    }

    /**
     * Both, as the matrix and merge generators put parameters together: maps within each other are merged, and of everything else
     * the upper one holds.
     */
    public static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> lower, Map<String, @Nullable Object> upper) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(lower);
        upper.forEach((key, value) -> {
            Object below = merged.get(key);
            if (value instanceof Map<?, ?> over && below instanceof Map<?, ?> under && !under.isEmpty()) {
                Map<String, @Nullable Object> both = merge(asMap(under), asMap(over));
                merged.put(key, below instanceof TypedMap typed ? new TypedMap(typed.type(), both) : both);
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** Every value within as its text, by its path: {@code a.b} in maps, {@code a.0} in lists. Empty maps and lists have none. */
    public static Map<String, String> flat(Map<String, ? extends @Nullable Object> parameters) {
        Map<String, String> flat = new LinkedHashMap<>();
        parameters.forEach((key, value) -> flatten(key, value, flat));
        return flat;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> flatten(path + "." + key, element, flat));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "." + i, list.get(i), flat);
            }
        } else {
            flat.put(path, text(value));
        }
    }

    /** A value as Go prints it. */
    public static String text(@Nullable Object value) {
        return value instanceof String text ? text : GoFormat.text(value, Bounds.start(Limits.STANDARD));
    }

    @SuppressWarnings("unchecked") // all maps of parameters have texts as keys
    static Map<String, @Nullable Object> asMap(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }
}
