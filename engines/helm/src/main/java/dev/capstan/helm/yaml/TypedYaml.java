package dev.capstan.helm.yaml;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.yaml.KubernetesScalars;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML into the types that a Go program declares: numbers and booleans become text where text is expected, unknown keys are
 * passed over, keys are found whatever their case, and a value of another kind is refused with Go's words.
 */
public final class TypedYaml {

    /** What a value must be. */
    public sealed interface Shape {
        /** A text; null is empty. */
        record Text() implements Shape {}

        /** A boolean. */
        record Bool() implements Shape {}

        /** Whatever it is. */
        record Any() implements Shape {}

        /** A list; the type is that of the list in Go. */
        record Items(Shape item, String type) implements Shape {}

        /** A map of texts. */
        record Texts() implements Shape {}

        /** A struct; the type is what Go calls it with its package. */
        record Nested(String type, Fields fields) implements Shape {}

        /** The fields of a struct, by their keys; the name is that of the type, and empty for a type without a name. */
        record Fields(String name, Map<String, Shape> byKey) {
            /** Copies the map. */
            public Fields {
                byKey = Map.copyOf(byKey);
            }

            @Nullable Shape find(String key) {
                Shape exact = byKey.get(key);
                if (exact != null) {
                    return exact;
                }
                for (var field : byKey.entrySet()) {
                    if (field.getKey().equalsIgnoreCase(key)) {
                        return field.getValue();
                    }
                }
                return null;
            }

            String canonical(String key) {
                if (byKey.containsKey(key)) {
                    return key;
                }
                return byKey.keySet().stream()
                        .filter(known -> known.equalsIgnoreCase(key))
                        .findFirst()
                        .orElse(key);
            }
        }
    }

    /** The values of a struct, by the keys of its fields; what was not given is not there. */
    public record Struct(Map<String, Object> values) {

        /** A text; empty when it was not given. */
        public String text(String key) {
            return values.get(key) instanceof String text ? text : "";
        }

        /** A boolean; false when it was not given. */
        public boolean bool(String key) {
            return values.get(key) instanceof Boolean bool && bool;
        }

        /** A list of texts. */
        public List<String> texts(String key) {
            List<String> texts = new ArrayList<>();
            for (Object item : items(key)) {
                texts.add(item instanceof String text ? text : "");
            }
            return texts;
        }

        /** A list of whatever it is. */
        public List<@Nullable Object> items(String key) {
            List<@Nullable Object> items = new ArrayList<>();
            if (values.get(key) instanceof List<?> list) {
                items.addAll(list);
            }
            return items;
        }

        /** A map of texts; empty when it was not given. */
        public Map<String, String> textMap(String key) {
            Map<String, String> texts = new TreeMap<>();
            if (values.get(key) instanceof Map<?, ?> map) {
                map.forEach((name, text) -> texts.put((String) name, text instanceof String string ? string : ""));
            }
            return texts;
        }

        /** A struct inside of this one; null when it was not given. */
        public @Nullable Struct struct(String key) {
            return values.get(key) instanceof Struct struct ? struct : null;
        }
    }

    private final Deque<String> path = new ArrayDeque<>();
    private @Nullable String struct;

    Struct struct(YamlNode json, String type, Shape.Fields fields) throws InvalidYamlException {
        return json.isNull() ? new Struct(Map.of()) : nested(json, type, fields);
    }

    private Struct nested(YamlNode json, String type, Shape.Fields fields) throws InvalidYamlException {
        if (!(json instanceof YamlMap map)) {
            throw mismatch(json, type);
        }
        String outer = struct;
        Map<String, Object> values = new LinkedHashMap<>();
        for (var entry : sorted(map).entrySet()) {
            Shape shape = fields.find(entry.getKey());
            if (shape == null) {
                PlainYaml.value(entry.getValue());
                continue;
            }
            struct = fields.name();
            String canonical = fields.canonical(entry.getKey());
            path.addLast(canonical);
            Object value = value(entry.getValue(), shape);
            if (value != null) {
                values.put(canonical, value);
            }
            path.removeLast();
        }
        struct = outer;
        return new Struct(values);
    }

    /** The members in the order in which the Go libraries come to them. */
    private static Map<String, YamlNode> sorted(YamlMap map) {
        Map<String, YamlNode> members = new TreeMap<>(GoString::compare);
        for (int i = 0; i < map.size(); i++) {
            if (map.keyAt(i).isNull()) {
                PlainYaml.value(map);
            }
            members.put(KubernetesScalars.keyName(map.keyAt(i)), map.valueAt(i));
        }
        return members;
    }

    private @Nullable Object value(YamlNode json, Shape shape) throws InvalidYamlException {
        if (json.isNull()) {
            return null;
        }
        return switch (shape) {
            case Shape.Any _ -> PlainYaml.value(json);
            case Shape.Text _ -> text(json);
            case Shape.Bool _ -> bool(json);
            case Shape.Items(var item, var type) -> items(json, item, type);
            case Shape.Texts _ -> texts(json);
            case Shape.Nested nested -> nested(json, nested.type(), nested.fields());
        };
    }

    private String text(YamlNode json) throws InvalidYamlException {
        if (json instanceof YamlScalar scalar) {
            return KubernetesScalars.text(scalar);
        }
        throw mismatch(json, "string");
    }

    private Boolean bool(YamlNode json) throws InvalidYamlException {
        if (json instanceof YamlScalar scalar && KubernetesScalars.kind(scalar) == ScalarKind.BOOL) {
            return KubernetesScalars.truth(scalar);
        }
        throw mismatch(json, "bool");
    }

    private List<@Nullable Object> items(YamlNode json, Shape item, String type) throws InvalidYamlException {
        if (!(json instanceof YamlList list)) {
            throw mismatch(json, type);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (YamlNode one : list) {
            items.add(value(one, item));
        }
        return items;
    }

    private Map<String, String> texts(YamlNode json) throws InvalidYamlException {
        if (!(json instanceof YamlMap map)) {
            throw mismatch(json, "map[string]string");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (var entry : sorted(map).entrySet()) {
            texts.put(entry.getKey(), entry.getValue().isNull() ? "" : text(entry.getValue()));
        }
        return texts;
    }

    private InvalidYamlException mismatch(YamlNode json, String type) {
        String kind = switch (json) {
            case YamlMap _ -> "object";
            case YamlList _ -> "array";
            case YamlScalar scalar ->
                switch (KubernetesScalars.kind(scalar)) {
                    case BOOL -> "bool";
                    case INT, FLOAT -> "number";
                    case NULL -> "null";
                    case STRING, TIMESTAMP -> "string";
                };
        };
        String into = struct == null
                ? "value of type " + type
                : "struct field " + struct + "." + String.join(".", path) + " of type " + type;
        PlainYaml.value(json);
        return new InvalidYamlException(
                "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal " + kind + " into Go " + into,
                false);
    }
}
