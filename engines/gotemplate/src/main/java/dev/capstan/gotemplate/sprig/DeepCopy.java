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

    private final Bounds bounds;
    private final ValueDepth depth = new ValueDepth();

    private DeepCopy(Bounds bounds) {
        this.bounds = bounds;
    }

    static @Nullable Object of(@Nullable Object value, Bounds bounds) {
        return new DeepCopy(bounds).copy(value);
    }

    private @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = copyOf(map);
                yield map instanceof TypedMap typed ? new TypedMap(typed.type(), copy) : copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = copyOf(list);
                yield list instanceof TypedList typed ? new TypedList(typed.type(), copy) : copy;
            }
            case byte[] bytes -> bytes.clone();
            case null, default -> value;
        };
    }

    private Map<String, @Nullable Object> copyOf(Map<?, ?> map) {
        bounds.entries(map.size());
        depth.enter();
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put((String) entry.getKey(), copy(entry.getValue()));
        }
        depth.leave();
        return copy;
    }

    private List<@Nullable Object> copyOf(List<?> list) {
        bounds.entries(list.size());
        depth.enter();
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
            copy.add(copy(element));
        }
        depth.leave();
        return copy;
    }
}
