package dev.capstan.source;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Annotations that say together what is asked of an object: those whose names begin alike. One that is misspelt belongs to them as well.
 *
 * @param prefix how their names begin
 */
public record AnnotationFamily(String prefix) {

    /** Those of the family. */
    public SortedMap<String, String> in(Map<String, String> annotations) {
        var some = new TreeMap<>(annotations);
        some.keySet().removeIf(key -> !key.startsWith(prefix));
        return some;
    }

    /** Whether the family says something else here than there. */
    public boolean differs(Map<String, String> here, Map<String, String> there) {
        return !in(here).equals(in(there));
    }

    /** The first of the family that is none of those that are known. */
    public Optional<String> unknownIn(Map<String, String> annotations, Set<String> known) {
        return in(annotations).keySet().stream()
                .filter(key -> !known.contains(key))
                .findFirst();
    }
}
