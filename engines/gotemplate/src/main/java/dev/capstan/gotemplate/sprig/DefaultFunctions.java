package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.BOOL;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.Truth;
import java.util.Map;

/** What stands in for values that are empty. */
final class DefaultFunctions {

    private DefaultFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("empty", FunctionShapes.any((a, _) -> !Truth.of(a.any(0))));
        functions.put(
                "default",
                GoFunction.variadic((a, _) -> a.size() > 1 && Truth.of(a.any(1)) ? a.any(1) : a.any(0), ANY, ANY));
        functions.put(
                "coalesce",
                GoFunction.variadic(
                        (a, _) -> {
                            for (Object value : a.from(0)) {
                                if (Truth.of(value)) {
                                    return value;
                                }
                            }
                            return null;
                        },
                        ANY));
        functions.put("all", GoFunction.variadic((a, _) -> a.from(0).stream().allMatch(Truth::of), ANY));
        functions.put("any", GoFunction.variadic((a, _) -> a.from(0).stream().anyMatch(Truth::of), ANY));
        functions.put("ternary", GoFunction.of((a, _) -> a.bool(2) ? a.any(0) : a.any(1), ANY, ANY, BOOL));
    }
}
