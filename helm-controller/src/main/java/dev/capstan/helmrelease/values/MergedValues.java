package dev.capstan.helmrelease.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values laid over each other: maps are merged, everything else takes the place of what was there, a null as well. */
final class MergedValues {

    private MergedValues() {}

    /** A new map that may be changed; shares nothing that can be changed with the two. */
    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> below, Map<String, @Nullable Object> above) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        below.forEach((key, value) -> merged.put(key, copy(value)));
        above.forEach((key, value) -> merged.put(key, over(merged.get(key), value)));
        return merged;
    }

    @SuppressWarnings("unchecked") // maps of values have texts as keys
    private static @Nullable Object over(@Nullable Object below, @Nullable Object above) {
        return below instanceof Map<?, ?> && above instanceof Map<?, ?>
                ? of((Map<String, @Nullable Object>) below, (Map<String, @Nullable Object>) above)
                : copy(above);
    }

    @SuppressWarnings("unchecked") // maps of values have texts as keys
    private static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> of((Map<String, @Nullable Object>) map, Map.of());
            case List<?> list -> {
                List<@Nullable Object> copies = new ArrayList<>(list.size());
                list.forEach(item -> copies.add(copy(item)));
                yield copies;
            }
            case null -> null;
            default -> value;
        };
    }
}
