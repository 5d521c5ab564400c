package dev.capstan.helm.yaml;

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
 * Reads JSON into the types that a Go program declares: numbers and booleans become text where text is expected, unknown keys are
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

    Map<String, @Nullable Object> map(YamlNode json) throws InvalidYamlException {
        if (json instanceof YamlMap map) {
            return PlainValues.map(map);
        }
        if (json.isNull()) {
            return new LinkedHashMap<>();
        }
        throw mismatch(json, "map[string]interface {}");
    }

    Struct struct(YamlNode json, String type, Shape.Fields fields) throws InvalidYamlException {
        return json.isNull() ? new Struct(Map.of()) : nested(json, type, fields);
    }

    private Struct nested(YamlNode json, String type, Shape.Fields fields) throws InvalidYamlException {
        if (!(json instanceof YamlMap map)) {
            throw mismatch(json, type);
        }
        String outer = struct;
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            String key = map.keyAt(i).text();
            Shape shape = fields.find(key);
            if (shape != null) {
                struct = fields.name();
                String canonical = fields.canonical(key);
                path.addLast(canonical);
                Object value = value(map.valueAt(i), shape);
                if (value != null) {
                    values.put(canonical, value);
                }
                path.removeLast();
            }
        }
        struct = outer;
        return new Struct(values);
    }

    private @Nullable Object value(YamlNode json, Shape shape) throws InvalidYamlException {
        if (json.isNull()) {
            return null;
        }
        return switch (shape) {
            case Shape.Any _ -> PlainValues.of(json);
            case Shape.Text _ -> text(json);
            case Shape.Bool _ -> bool(json);
            case Shape.Items(var item, var type) -> items(json, item, type);
            case Shape.Texts _ -> texts(json);
            case Shape.Nested nested -> nested(json, nested.type(), nested.fields());
        };
    }

    private String text(YamlNode json) throws InvalidYamlException {
        if (json instanceof YamlScalar scalar) {
            return scalar.text();
        }
        throw mismatch(json, "string");
    }

    private Boolean bool(YamlNode json) throws InvalidYamlException {
        if (json instanceof YamlScalar scalar && scalar.kind() == ScalarKind.BOOL) {
            return scalar.text().equals("true");
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
        for (int i = 0; i < map.size(); i++) {
            texts.put(map.keyAt(i).text(), map.valueAt(i).isNull() ? "" : text(map.valueAt(i)));
        }
        return texts;
    }

    private InvalidYamlException mismatch(YamlNode json, String type) {
        String kind = switch (json) {
            case YamlMap _ -> "object";
            case YamlList _ -> "array";
            case YamlScalar scalar ->
                switch (scalar.kind()) {
                    case BOOL -> "bool";
                    case INT, FLOAT -> "number";
                    case NULL -> "null";
                    case STRING, TIMESTAMP -> "string";
                };
        };
        String into = struct == null
                ? "value of type " + type
                : "struct field " + struct + "." + String.join(".", path) + " of type " + type;
        return new InvalidYamlException(
                "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal " + kind + " into Go " + into,
                false);
    }
}
