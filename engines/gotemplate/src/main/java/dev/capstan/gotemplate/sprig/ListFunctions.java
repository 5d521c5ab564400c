package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.INT;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Truth;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists, which are never changed in place. What refuses does so whether its name begins with {@code must} or not. */
final class ListFunctions {

    private ListFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        GoFunction list = GoFunction.variadic((a, _) -> new ArrayList<>(a.from(0)), ANY);
        functions.put("list", list);
        functions.put("tuple", list);
        functions.put("concat", GoFunction.variadic((a, run) -> concat(a, run.bounds()), ANY));
        addBoth(functions, "first", FunctionShapes.any((a, _) -> first(a.any(0))));
        addBoth(functions, "last", FunctionShapes.any((a, _) -> last(a.any(0))));
        addBoth(functions, "rest", FunctionShapes.any((a, run) -> part(a.any(0), "rest", 1, 0, run.bounds())));
        addBoth(functions, "initial", FunctionShapes.any((a, run) -> part(a.any(0), "initial", 0, 1, run.bounds())));
        GoFunction append = GoFunction.of((a, run) -> append(a, run.bounds()), ANY, ANY);
        addBoth(functions, "append", append);
        addBoth(functions, "push", append);
        addBoth(functions, "prepend", GoFunction.of((a, run) -> prepend(a, run.bounds()), ANY, ANY));
        addBoth(functions, "reverse", FunctionShapes.any((a, run) -> reverse(a.any(0), run.bounds())));
        addBoth(functions, "uniq", FunctionShapes.any((a, run) -> uniq(a.any(0), run.bounds())));
        addBoth(
                functions,
                "compact",
                FunctionShapes.any((a, run) -> filtered(a.any(0), "compact on", Truth::of, run.bounds())));
        addBoth(functions, "without", GoFunction.variadic((a, run) -> without(a, run.bounds()), ANY, ANY));
        addBoth(functions, "has", GoFunction.of((a, run) -> has(a.any(0), a.any(1), run.bounds()), ANY, ANY));
        addBoth(functions, "slice", GoFunction.variadic((a, run) -> slice(a, run.bounds()), ANY, ANY));
        addBoth(functions, "chunk", GoFunction.of((a, run) -> chunk(a.integer(0), a.any(1), run.bounds()), INT, ANY));
    }

    /** A function under its name, and under that with {@code must}. */
    private static void addBoth(Map<String, GoFunction> functions, String name, GoFunction function) {
        functions.put(name, function);
        functions.put("must" + Character.toUpperCase(name.charAt(0)) + name.substring(1), function);
    }

    private static Object concat(Arguments arguments, Bounds bounds) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object list : arguments.from(0)) {
            List<?> elements = list == null ? null : Elements.orNull(list);
            if (list == null) {
                throw Panic.nil();
            }
            if (elements == null) {
                throw new FunctionException("Cannot concat type " + TypeNames.kind(list) + " as list");
            }
            bounds.entries(elements.size());
            all.addAll(elements);
        }
        return all.isEmpty() ? TypedNil.LIST : all;
    }

    private static @Nullable Object first(@Nullable Object list) {
        List<?> elements = Elements.of(list, "Cannot find first on type");
        return elements.isEmpty() ? null : elements.getFirst();
    }

    private static @Nullable Object last(@Nullable Object list) {
        List<?> elements = Elements.of(list, "Cannot find last on type");
        return elements.isEmpty() ? null : elements.getLast();
    }

    private static Object part(@Nullable Object list, String name, int atStart, int atEnd, Bounds bounds) {
        List<?> elements = Elements.of(list, "Cannot find " + name + " on type");
        if (elements.isEmpty()) {
            return TypedNil.LIST;
        }
        bounds.entries(elements.size());
        return new ArrayList<>(elements.subList(atStart, elements.size() - atEnd));
    }

    private static List<@Nullable Object> append(Arguments arguments, Bounds bounds) {
        List<@Nullable Object> longer = copied(Elements.of(arguments.any(0), "Cannot push on type"), bounds);
        longer.add(arguments.any(1));
        return longer;
    }

    private static List<@Nullable Object> prepend(Arguments arguments, Bounds bounds) {
        List<@Nullable Object> longer = copied(Elements.of(arguments.any(0), "Cannot prepend on type"), bounds);
        longer.addFirst(arguments.any(1));
        return longer;
    }

    private static List<@Nullable Object> reverse(@Nullable Object list, Bounds bounds) {
        List<@Nullable Object> reversed = copied(Elements.of(list, "Cannot find reverse on type"), bounds);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<@Nullable Object> copied(List<? extends @Nullable Object> elements, Bounds bounds) {
        bounds.entries(elements.size() + 1L);
        List<@Nullable Object> copy = new ArrayList<>(elements.size() + 1);
        copy.addAll(elements);
        return copy;
    }

    private static List<@Nullable Object> uniq(@Nullable Object list, Bounds bounds) {
        List<@Nullable Object> seen = new ArrayList<>();
        for (Object element : Elements.of(list, "Cannot find uniq on type")) {
            if (!contains(seen, element, bounds)) {
                seen.add(element);
            }
        }
        return seen;
    }

    private static boolean contains(List<? extends @Nullable Object> list, @Nullable Object wanted, Bounds bounds) {
        for (Object element : list) {
            bounds.step();
            if (DeepEqual.test(wanted, element, bounds)) {
                return true;
            }
        }
        return false;
    }

    private static List<@Nullable Object> without(Arguments arguments, Bounds bounds) {
        List<@Nullable Object> omitted = arguments.from(1);
        return filtered(arguments.any(0), "find without on", e -> !contains(omitted, e, bounds), bounds);
    }

    private static List<@Nullable Object> filtered(
            @Nullable Object list, String name, Predicate<@Nullable Object> wanted, Bounds bounds) {
        List<@Nullable Object> left = new ArrayList<>();
        for (Object element : Elements.of(list, "Cannot " + name + " type")) {
            bounds.step();
            if (wanted.test(element)) {
                left.add(element);
            }
        }
        return left;
    }

    private static boolean has(@Nullable Object needle, @Nullable Object haystack, Bounds bounds) {
        return haystack != null && contains(Elements.of(haystack, "Cannot find has on type"), needle, bounds);
    }

    private static @Nullable Object slice(Arguments arguments, Bounds bounds) {
        Object list = arguments.any(0);
        List<?> elements = Elements.of(list, "list should be type of slice or array but");
        if (elements.isEmpty()) {
            return null;
        }
        long from = arguments.size() > 1 ? Casts.toInteger(arguments.any(1)) : 0;
        long to = arguments.size() > 2 ? Casts.toInteger(arguments.any(2)) : elements.size();
        if (from < 0 || to < from || to > elements.size()) {
            throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
        }
        bounds.entries(to - from);
        if (list instanceof byte[] bytes) {
            return Arrays.copyOfRange(bytes, (int) from, (int) to);
        }
        List<@Nullable Object> part = new ArrayList<>(elements.subList((int) from, (int) to));
        return list instanceof TypedList typed ? new TypedList(typed.type(), part) : part;
    }

    private static TypedList chunk(long size, @Nullable Object list, Bounds bounds) {
        List<?> elements = Elements.of(list, "Cannot chunk type");
        int length = elements.size();
        if (size == 0) {
            throw Panic.sliceLength();
        }
        long chunks = Math.floorDiv(length - 1L, size) + 1;
        if (chunks < 0 || size < 0 && chunks > 0) {
            throw Panic.sliceLength();
        }
        bounds.entries(length + chunks);
        List<@Nullable Object> parts = new ArrayList<>((int) chunks);
        for (int i = 0; i < chunks; i++) {
            int from = (int) (i * size);
            parts.add(new ArrayList<>(elements.subList(from, (int) Math.min(length, from + size))));
        }
        return new TypedList(GoType.sliceOf(GoType.LIST), parts);
    }
}
