package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helm's functions for TOML. */
final class TomlFunctions {
    private TomlFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("toToml", GoFunction.of(TomlFunctions::toToml, GoType.ANY));
        functions.put("mustToToml", GoFunction.of((a, run) -> TomlWriter.write(a.any(0), run.bounds()), GoType.ANY));
        functions.put("fromToml", GoFunction.of(TomlFunctions::fromToml, GoType.STRING));
    }

    /** An error is the text; but nil makes the library itself break. */
    private static String toToml(Arguments arguments, Execution run) {
        if (arguments.any(0) == null) {
            return TomlWriter.write(null, run.bounds());
        }
        try {
            return TomlWriter.write(arguments.any(0), run.bounds());
        } catch (FunctionException e) {
            return e.getMessage();
        }
    }

    private static Map<String, @Nullable Object> fromToml(Arguments arguments, Execution run) {
        String text = arguments.text(0);
        run.bounds().value(4L * GoString.length(text));
        try {
            return TomlReader.read(text);
        } catch (FunctionException e) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("Error", e.getMessage());
            return error;
        }
    }
}
