package dev.capstan.helm.values;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paths of values with dots between the keys, as conditions and imports of charts write them. */
public final class ValuePath {
    private ValuePath() {}

    /** What looking for a map gives. */
    public sealed interface Found {
        /** It is there. */
        record Table(Map<String, @Nullable Object> table) implements Found {}

        /** It is not, and this key is where the way ends. */
        record Missing(String key) implements Found {}
    }

    /** The map at a path. */
    public static Found table(Map<String, @Nullable Object> values, String path) {
        Map<String, @Nullable Object> table = values;
        for (String key : path.split("\\.", -1)) {
            Map<String, @Nullable Object> next = Tables.table(table.get(key));
            if (next == null) {
                return new Found.Missing(key);
            }
            table = next;
        }
        return new Found.Table(table);
    }

    /** The value at a path, in a list of its own as it may be null; empty when there is none, or when it is a map. */
    public static Optional<List<@Nullable Object>> value(Map<String, @Nullable Object> values, String path) {
        int dot = path.lastIndexOf('.');
        Map<String, @Nullable Object> parent = values;
        if (dot >= 0) {
            if (!(table(values, path.substring(0, dot)) instanceof Found.Table(var table))) {
                return Optional.empty();
            }
            parent = table;
        }
        String key = path.substring(dot + 1);
        if (!parent.containsKey(key) || parent.get(key) instanceof Map) {
            return Optional.empty();
        }
        return Optional.of(java.util.Collections.singletonList(parent.get(key)));
    }

    /** A map around another one, so that it lies at a path; the path {@code .} is where it is. */
    static Map<String, @Nullable Object> wrap(String path, Map<String, @Nullable Object> table) {
        if (path.equals(".")) {
            return table;
        }
        Map<String, @Nullable Object> wrapped = table;
        for (String key : List.of(path.split("\\.", -1)).reversed()) {
            Map<String, @Nullable Object> outer = new java.util.LinkedHashMap<>();
            outer.put(key, wrapped);
            wrapped = outer;
        }
        return wrapped;
    }
}
