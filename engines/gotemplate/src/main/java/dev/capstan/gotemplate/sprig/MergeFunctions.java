package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.MAP;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.SortedKeys;
import dev.capstan.gotemplate.value.Truth;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps merged into the first of them by the rules of mergo, which shares what it takes over. */
final class MergeFunctions {

    private final boolean overwrites;
    private final Bounds bounds;
    private final ValueDepth depth = new ValueDepth();

    private MergeFunctions(boolean overwrites, Bounds bounds) {
        this.overwrites = overwrites;
        this.bounds = bounds;
    }

    static void addTo(Map<String, GoFunction> functions) {
        GoFunction merge = GoFunction.variadic((a, run) -> merged(a, false, run.bounds()), MAP, MAP);
        functions.put("merge", merge);
        functions.put("mustMerge", merge);
        GoFunction overwrite = GoFunction.variadic((a, run) -> merged(a, true, run.bounds()), MAP, MAP);
        functions.put("mergeOverwrite", overwrite);
        functions.put("mustMergeOverwrite", overwrite);
    }

    private static @Nullable Object merged(Arguments arguments, boolean overwrites, Bounds bounds) {
        Object target = arguments.any(0);
        if (target instanceof TypedNil) {
            boolean allNil = arguments.from(0).stream().allMatch(TypedNil.class::isInstance);
            if (allNil) {
                return target;
            }
            target = new LinkedHashMap<String, @Nullable Object>();
        }
        MergeFunctions merge = new MergeFunctions(overwrites, bounds);
        for (int i = 1; i < arguments.size(); i++) {
            merge.into(asMap(target), arguments.map(i));
        }
        return target;
    }

    @SuppressWarnings("unchecked") // map types have string keys
    private static Map<String, @Nullable Object> asMap(@Nullable Object map) {
        return map instanceof Map<?, ?> known ? (Map<String, @Nullable Object>) known : new LinkedHashMap<>();
    }

    private void into(Map<String, @Nullable Object> target, Map<String, @Nullable Object> source) {
        if (target == source) {
            return;
        }
        bounds.entries(source.size());
        depth.enter();
        for (String key : SortedKeys.of(source)) {
            Object value = source.get(key);
            if (value != null) {
                entry(target, key, value);
            } else if (overwrites) {
                target.put(key, null);
            }
        }
        depth.leave();
    }

    /** Takes over the value of a key; where both have maps, these are merged instead. */
    private void entry(Map<String, @Nullable Object> target, String key, Object value) {
        Object before = target.get(key);
        boolean wasMap = isOf(before, Kind.MAP);
        boolean isMap = isOf(value, Kind.MAP);
        boolean isSlice = isOf(value, Kind.SLICE);
        if (isMap && wasMap && before instanceof Map<?, ?> && value instanceof Map<?, ?>) {
            into(asMap(before), asMap(value));
        }
        if (isSlice && (overwrites || target.isEmpty())) {
            target.put(key, value);
        }
        boolean wasSet = Truth.of(before);
        if (wasSet && (isSlice || isMap && wasMap)) {
            return;
        }
        boolean isPointer = isOf(value, Kind.POINTER);
        if (overwrites && !isPointer || !wasSet) {
            target.put(key, value);
        }
    }

    private static boolean isOf(@Nullable Object value, Kind kind) {
        GoType type = GoType.of(value);
        return type != null && type.kind() == kind;
    }
}
