package dev.capstan.helmrelease.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in their JSON form, as the plain ones that templates see: every number is a Double, as in Go. */
public final class InlineValues {

    private InlineValues() {}

    /**
     * The map that a spec or a record holds; may be changed.
     *
     * @param values absent, or not a map, for none
     */
    public static Map<String, @Nullable Object> of(@Nullable JsonNode values) {
        return values != null && values.isObject() ? map(values) : new LinkedHashMap<>();
    }

    private static Map<String, @Nullable Object> map(JsonNode object) {
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(object.size());
        object.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
        return map;
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> map(value);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(value.size());
                value.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case STRING -> value.textValue();
            case NUMBER -> value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> null;
            case BINARY, POJO -> throw new IllegalArgumentException("not JSON: " + value.getNodeType());
        };
    }
}
