package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import dev.capstan.yaml.UnwritableValueException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of values, and values of JSON. */
final class JsonFunctions {

    private JsonFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        addWriter(functions, "toJson", "mustToJson", PlainJson.Form.COMPACT);
        addWriter(functions, "toPrettyJson", "mustToPrettyJson", PlainJson.Form.INDENTED);
        GoFunction raw = strict(PlainJson.Form.RAW);
        functions.put("toRawJson", raw);
        functions.put("mustToRawJson", raw);
        functions.put("fromJson", GoFunction.of((a, _) -> read(a.text(0), false), STRING));
        functions.put("mustFromJson", GoFunction.of((a, _) -> read(a.text(0), true), STRING));
    }

    private static void addWriter(
            Map<String, GoFunction> functions, String lenientName, String strictName, PlainJson.Form form) {
        functions.put(lenientName, FunctionShapes.any((a, run) -> {
            try {
                return PlainJson.write(a.any(0), form, new EncodedValues(run.bounds()));
            } catch (UnwritableValueException unwritable) {
                return ""; // that is what the function promises
            }
        }));
        functions.put(strictName, strict(form));
    }

    private static GoFunction strict(PlainJson.Form form) {
        return FunctionShapes.any((a, run) -> {
            try {
                return PlainJson.write(a.any(0), form, new EncodedValues(run.bounds()));
            } catch (UnwritableValueException unwritable) {
                throw new FunctionException(unwritable.getMessage(), unwritable);
            }
        });
    }

    private static @Nullable Object read(String text, boolean strict) {
        try {
            return PlainJson.read(text, Limits.DEFAULT);
        } catch (GoDecodeException invalid) {
            if (strict) {
                throw new FunctionException(invalid.getMessage(), invalid);
            }
            return null;
        }
    }
}
