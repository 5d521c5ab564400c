package dev.capstan.helm.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of values laid over each other. Helm has two ways: files are merged, and defaults of charts are coalesced below them. */
public final class Tables {
    private final boolean keepsNulls;
    private final Warnings warnings;

    /**
     * @param keepsNulls whether a null stays a null; otherwise it takes away the key that it meets
     */
    Tables(boolean keepsNulls, Warnings warnings) {
        this.keepsNulls = keepsNulls;
        this.warnings = warnings;
    }

    /** The value when it is a map; else null. */
    @SuppressWarnings("unchecked") // maps of values have texts as keys
    public static @Nullable Map<String, @Nullable Object> table(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
    }

    /** A copy of a map in which nothing is shared with it. */
    public static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> map) {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> copy.put(key, copyOf(value)));
        return copy;
    }

    private static @Nullable Object copyOf(@Nullable Object value) {
        Map<String, @Nullable Object> table = table(value);
        if (table != null) {
            return copy(table);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object item : list) {
                copy.add(copyOf(item));
            }
            return copy;
        }
        return value;
    }

    /** One values file over another: maps key by key, everything else, also null, by the later file. */
    public static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> values, Map<String, @Nullable Object> later) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(values);
        later.forEach((key, value) -> {
            Map<String, @Nullable Object> over = table(value);
            Map<String, @Nullable Object> under = table(values.get(key));
            result.put(key, over != null && under != null ? merge(under, over) : value);
        });
        return result;
    }

    /**
     * Lays values over defaults; changes both maps.
     *
     * @param values what counts more; the result
     * @param defaults what is added where the values say nothing
     * @param path of the two, for warnings
     */
    Map<String, @Nullable Object> layOver(
            Map<String, @Nullable Object> values, Map<String, @Nullable Object> defaults, String path) {
        var withDefault = new LinkedHashSet<String>();
        defaults.forEach((key, value) -> {
            if (value != null) {
                withDefault.add(key);
            }
        });
        values.forEach((key, value) -> {
            if (value == null) {
                defaults.put(key, null);
            }
        });
        defaults.forEach((key, value) -> layOver(values, key, value, withDefault.contains(key), joined(path, key)));
        return values;
    }

    private void layOver(
            Map<String, @Nullable Object> values,
            String key,
            @Nullable Object fallback,
            boolean hadDefault,
            String path) {
        if (!values.containsKey(key)) {
            values.put(key, fallback);
            return;
        }
        Object value = values.get(key);
        Map<String, @Nullable Object> table = table(value);
        Map<String, @Nullable Object> defaults = table(fallback);
        if (value == null && !keepsNulls && hadDefault) {
            values.remove(key);
        } else if (defaults != null && table != null) {
            layOver(table, defaults, path);
        } else if (defaults != null) {
            warnings.add("warning: cannot overwrite table with non table for %s (%s)", path, GoText.value(fallback));
        } else if (table != null && fallback != null) {
            warnings.add(
                    "warning: destination for %s is a table. Ignoring non-table value (%s)",
                    path, GoText.value(fallback));
        }
    }

    /** Takes away all nulls, in place. */
    static void dropNulls(Map<String, @Nullable Object> map) {
        map.values().removeIf(value -> value == null);
        map.values().forEach(value -> {
            Map<String, @Nullable Object> table = table(value);
            if (table != null) {
                dropNulls(table);
            }
        });
    }

    /** A path with another key. */
    static String joined(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
