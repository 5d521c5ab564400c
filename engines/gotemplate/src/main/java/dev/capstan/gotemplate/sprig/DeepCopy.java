package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies maps and lists all the way down; other values cannot be changed and are shared. */
final class DeepCopy {

    private DeepCopy() {}

    static @Nullable Object of(@Nullable Object value, Bounds bounds) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = copyOf(map, bounds);
                yield map instanceof TypedMap typed ? new TypedMap(typed.type(), copy) : copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = copyOf(list, bounds);
                yield list instanceof TypedList typed ? new TypedList(typed.type(), copy) : copy;
            }
            case byte[] bytes -> bytes.clone();
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> copyOf(Map<?, ?> map, Bounds bounds) {
        bounds.entries(map.size());
        bounds.enter();
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> copy.put((String) key, of(value, bounds)));
        bounds.leave();
        return copy;
    }

    private static List<@Nullable Object> copyOf(List<?> list, Bounds bounds) {
        bounds.entries(list.size());
        bounds.enter();
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
            copy.add(of(element, bounds));
        }
        bounds.leave();
        return copy;
    }
}
