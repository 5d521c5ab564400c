package dev.capstan.argo.set.generator;

import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts sets of parameters of several generators together. */
final class Combination {
    private Combination() {}

    /**
     * Two sets of a matrix. Where parameters have structure, the first generator's hold; where they are flat, both must say the same.
     *
     * @throws GenerationException when they do not
     */
    static Map<String, @Nullable Object> ofMatrix(
            Map<String, @Nullable Object> first, Map<String, @Nullable Object> second, boolean isStructured) {
        if (isStructured) {
            return ParameterValues.merge(second, first);
        }
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        first.forEach((key, value) -> both.put(key, ParameterValues.text(value)));
        second.forEach((key, value) -> {
            String text = ParameterValues.text(value);
            Object present = both.putIfAbsent(key, text);
            if (present != null && !present.equals(text)) {
                throw new GenerationException(
                        "found duplicate key " + key + " with different value, a: " + present + " ,b: " + text);
            }
        });
        return both;
    }

    /** The sets by the values of the keys, in their order. */
    static Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> byKeys(
            List<String> keys, List<Map<String, @Nullable Object>> sets) {
        if (keys.isEmpty()) {
            throw new GenerationException("no merge keys were specified, Merge requires at least one");
        }
        Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> byKeys = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> set : sets) {
            Map<String, @Nullable Object> key = new TreeMap<>();
            keys.forEach(name -> key.put(name, set.get(name)));
            if (byKeys.putIfAbsent(key, set) != null) {
                throw new GenerationException("the parameters from a generator were not unique by the given mergeKeys, "
                        + "Merge requires all param sets to be unique. Duplicate key was " + key);
            }
        }
        return byKeys;
    }

    /** Adds the sets of a further generator to those of the first that have the same keys. */
    static void mergeInto(
            Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> base,
            Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> further,
            boolean isStructured) {
        base.replaceAll((key, set) -> {
            Map<String, @Nullable Object> over = further.get(key);
            if (over == null) {
                return set;
            }
            if (isStructured) {
                return ParameterValues.merge(set, over);
            }
            Map<String, @Nullable Object> both = new LinkedHashMap<>(set);
            both.putAll(over);
            return both;
        });
    }
}
