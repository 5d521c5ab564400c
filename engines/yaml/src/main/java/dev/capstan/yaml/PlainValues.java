package dev.capstan.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes plain, mutable values of what was read. Every number becomes a Double, as Go makes a float64 of it. */
final class PlainValues {
    private PlainValues() {}

    /** A value that was read as JSON. */
    static @Nullable Object ofJson(YamlNode node) {
        return switch (node) {
            case YamlMap map -> {
                Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(map.size());
                for (int i = 0; i < map.size(); i++) {
                    values.put(map.keyAt(i).text(), ofJson(map.valueAt(i)));
                }
                yield values;
            }
            case YamlList list -> {
                List<@Nullable Object> values = new ArrayList<>(list.size());
                for (int i = 0; i < list.size(); i++) {
                    values.add(ofJson(list.get(i)));
                }
                yield values;
            }
            case YamlScalar scalar -> ofJson(scalar);
        };
    }

    private static @Nullable Object ofJson(YamlScalar scalar) {
        return switch (scalar.kind()) {
            case STRING, TIMESTAMP -> scalar.text();
            case BOOL -> scalar.text().equals("true");
            case NULL -> null;
            case INT, FLOAT -> {
                double value = Double.parseDouble(scalar.text());
                if (Double.isInfinite(value)) {
                    throw new GoDecodeException(
                            "json: cannot unmarshal number " + scalar.text() + " into Go value of type float64");
                }
                yield value;
            }
        };
    }

    /** A value that was read as YAML, in the dialect of {@link Dialect#KUBERNETES}. */
    static @Nullable Object ofYaml(YamlNode node) {
        return switch (node) {
            case YamlMap map -> {
                Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(map.size());
                for (int i = 0; i < map.size(); i++) {
                    YamlScalar key = map.keyAt(i);
                    if (key.isNull()) {
                        YamlNode value = map.valueAt(i);
                        throw new GoDecodeException("unsupported map key of type: %!s(<nil>), key: <nil>, value: "
                                + (isNull(value) ? "<nil>" : GoSyntax.of(value)));
                    }
                    values.put(KubernetesScalars.keyName(key), ofYaml(map.valueAt(i)));
                }
                yield values;
            }
            case YamlList list -> {
                List<@Nullable Object> values = new ArrayList<>(list.size());
                for (int i = 0; i < list.size(); i++) {
                    values.add(ofYaml(list.get(i)));
                }
                yield values;
            }
            case YamlScalar scalar -> ofYaml(scalar);
        };
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && KubernetesScalars.kind(scalar) == ScalarKind.NULL;
    }

    private static @Nullable Object ofYaml(YamlScalar scalar) {
        return switch (KubernetesScalars.kind(scalar)) {
            case STRING, TIMESTAMP -> scalar.text();
            case BOOL -> ScalarResolver.truth(scalar.text());
            case NULL -> null;
            case INT -> Double.parseDouble(JsonNumbers.integer(scalar));
            case FLOAT -> {
                double value = ScalarResolver.floatValue(scalar.text());
                if (Double.isNaN(value) || Double.isInfinite(value)) {
                    throw new GoDecodeException(
                            "json: unsupported value: " + (Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"));
                }
                yield value;
            }
        };
    }

    /** What Go's JSON decoder calls a value that does not fit its target. */
    static String jsonName(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case Boolean _ -> "bool";
            case Number _ -> "number";
            default -> "string";
        };
    }

    /** The value when it is an object or null. */
    @SuppressWarnings("unchecked") // maps made here have text as keys
    static @Nullable Map<String, @Nullable Object> map(@Nullable Object value) {
        if (value == null || value instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) value;
        }
        throw misfit(value, "map[string]interface {}");
    }

    /** The value when it is an array or null. */
    @SuppressWarnings("unchecked") // whatever is in a list, it is an object
    static @Nullable List<@Nullable Object> list(@Nullable Object value) {
        if (value == null || value instanceof List<?>) {
            return (List<@Nullable Object>) value;
        }
        throw misfit(value, "[]interface {}");
    }

    private static GoDecodeException misfit(Object value, String type) {
        return new GoDecodeException("json: cannot unmarshal " + jsonName(value) + " into Go value of type " + type);
    }
}
