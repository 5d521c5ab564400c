package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.value.GoStruct;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows where maps, lists and structs of a run have come from, by identity, so that a value is recognised however it was
 * handed on.
 */
final class Origins {

    private final Map<Object, Origin> known = new IdentityHashMap<>();

    /**
     * Where a container has come from.
     *
     * @param exact it lies at these paths of the data; else a function has made it of what is there
     */
    private record Origin(Set<String> paths, boolean exact) {}

    Origins(@Nullable Object data) {
        if (isContainer(data)) {
            known.put(data, new Origin(Set.of(""), true));
        }
    }

    static boolean isContainer(@Nullable Object value) {
        return value instanceof Map || value instanceof List || value instanceof GoStruct;
    }

    /** The paths of a part of a container; from now on the part is known as well. */
    Set<String> read(Object container, String step, @Nullable Object part) {
        Origin origin = known.get(container);
        if (origin == null) {
            return Set.of();
        }
        Set<String> paths = new LinkedHashSet<>();
        origin.paths().forEach(path -> paths.add(origin.exact() ? path + step : path));
        if (isContainer(part)) {
            known.putIfAbsent(part, new Origin(paths, origin.exact()));
        }
        return paths;
    }

    /** A function has made this of what was read. */
    void derived(@Nullable Object value, Set<String> reads) {
        if (isContainer(value) && !reads.isEmpty()) {
            known.putIfAbsent(value, new Origin(new LinkedHashSet<>(reads), false));
        }
    }
}
