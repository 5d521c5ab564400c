package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.MAP;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.SortedKeys;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps. Go walks over them in random order; here it is always that of the keys. */
final class DictFunctions {

    private DictFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("dict", GoFunction.variadic(DictFunctions::dict, ANY));
        functions.put("get", GoFunction.of((a, _) -> get(a.map(0), a.text(1)), MAP, STRING));
        functions.put("set", GoFunction.of((a, run) -> set(a, run.bounds()), MAP, STRING, ANY));
        functions.put("unset", GoFunction.of((a, _) -> unset(a), MAP, STRING));
        functions.put("hasKey", GoFunction.of((a, _) -> a.map(0).containsKey(a.text(1)), MAP, STRING));
        functions.put("pluck", GoFunction.variadic((a, _) -> pluck(a), STRING, MAP));
        functions.put("keys", GoFunction.variadic((a, run) -> keys(a, run.bounds()), MAP));
        functions.put("values", GoFunction.of((a, run) -> values(a.map(0), run.bounds()), MAP));
        functions.put("pick", GoFunction.variadic((a, _) -> pick(a), MAP, STRING));
        functions.put("omit", GoFunction.variadic((a, run) -> omit(a, run.bounds()), MAP, STRING));
        functions.put("dig", GoFunction.variadic((a, _) -> dig(a), ANY));
        GoFunction deepCopy = FunctionShapes.any((a, run) -> deepCopy(a.any(0), run.bounds()));
        functions.put("deepCopy", deepCopy);
        functions.put("mustDeepCopy", deepCopy);
        functions.put(
                "deepEqual", GoFunction.of((a, run) -> DeepEqual.test(a.any(0), a.any(1), run.bounds()), ANY, ANY));
    }

    private static Map<String, @Nullable Object> dict(Arguments arguments, Execution run) {
        int size = arguments.size();
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(size / 2);
        for (int i = 0; i < size; i += 2) {
            map.put(Texts.of(arguments.any(i), run.bounds()), i + 1 < size ? arguments.any(i + 1) : "");
        }
        return map;
    }

    private static @Nullable Object get(Map<String, @Nullable Object> map, String key) {
        Object value = map.get(key);
        return value != null || map.containsKey(key) ? value : "";
    }

    private static @Nullable Object set(Arguments arguments, Bounds bounds) {
        Object map = arguments.any(0);
        if (map instanceof TypedNil) {
            throw Panic.nilMap();
        }
        bounds.entries(1);
        arguments.map(0).put(arguments.text(1), arguments.any(2));
        return map;
    }

    private static @Nullable Object unset(Arguments arguments) {
        Object map = arguments.any(0);
        if (!(map instanceof TypedNil)) {
            arguments.map(0).remove(arguments.text(1));
        }
        return map;
    }

    private static List<@Nullable Object> pluck(Arguments arguments) {
        List<@Nullable Object> found = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            Map<String, @Nullable Object> map = arguments.map(i);
            if (map.containsKey(arguments.text(0))) {
                found.add(map.get(arguments.text(0)));
            }
        }
        return found;
    }

    private static TypedList keys(Arguments arguments, Bounds bounds) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Map<String, @Nullable Object> map = arguments.map(i);
            bounds.entries(map.size());
            keys.addAll(SortedKeys.of(map));
        }
        return TypedList.strings(keys);
    }

    private static List<@Nullable Object> values(Map<String, @Nullable Object> map, Bounds bounds) {
        bounds.entries(map.size());
        List<@Nullable Object> values = new ArrayList<>(map.size());
        for (String key : SortedKeys.of(map)) {
            values.add(map.get(key));
        }
        return values;
    }

    private static Map<String, @Nullable Object> pick(Arguments arguments) {
        Map<String, @Nullable Object> map = arguments.map(0);
        Map<String, @Nullable Object> picked = new LinkedHashMap<>();
        for (int i = 1; i < arguments.size(); i++) {
            String key = arguments.text(i);
            if (map.containsKey(key)) {
                picked.put(key, map.get(key));
            }
        }
        return picked;
    }

    private static Map<String, @Nullable Object> omit(Arguments arguments, Bounds bounds) {
        Set<@Nullable Object> omitted = new HashSet<>(arguments.from(1));
        bounds.entries(arguments.map(0).size());
        Map<String, @Nullable Object> left = new LinkedHashMap<>(arguments.map(0));
        left.keySet().removeIf(omitted::contains);
        return left;
    }

    /** {@code dig "a" "b" DEFAULT MAP}: the value below these keys, or the default where a key is missing. */
    private static @Nullable Object dig(Arguments arguments) {
        int keys = arguments.size() - 2;
        if (keys < 1) {
            throw new FunctionException("dig needs at least three arguments");
        }
        Map<?, ?> map = asMap(arguments.any(keys + 1));
        String[] path = new String[keys];
        for (int i = 0; i < keys; i++) {
            if (!(arguments.any(i) instanceof String key)) {
                throw Panic.conversion(arguments.any(i), "string");
            }
            path[i] = key;
        }
        for (int i = 0; ; i++) {
            if (!map.containsKey(path[i])) {
                return arguments.any(keys);
            }
            Object step = map.get(path[i]);
            if (i == keys - 1) {
                return step;
            }
            map = asMap(step);
        }
    }

    /** Go wants the very type here; a named map type is not enough. */
    private static Map<?, ?> asMap(@Nullable Object value) {
        if (GoType.MAP.equals(GoType.of(value))) {
            return value instanceof Map<?, ?> map ? map : Map.of();
        }
        throw Panic.conversion(value, GoType.MAP.name());
    }

    private static @Nullable Object deepCopy(@Nullable Object value, Bounds bounds) {
        if (value == null) {
            throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
        }
        return DeepCopy.of(value, bounds);
    }
}
