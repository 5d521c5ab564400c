package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import java.util.Map;

/** Base64 and base32. What cannot be decoded gives the text of the error as its result. */
final class EncodingFunctions {

    private EncodingFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put(
                "b64enc",
                GoFunction.of(
                        (a, run) -> {
                            run.bounds().value(a.text(0).length() * 4L / 3);
                            return GoBase64.encode(GoString.bytes(a.text(0)));
                        },
                        STRING));
        functions.put("b64dec", FunctionShapes.text(text -> orError(() -> GoString.of(GoBase64.decode(text)))));
        functions.put(
                "b32enc",
                GoFunction.of(
                        (a, run) -> {
                            run.bounds().value(a.text(0).length() * 8L / 5);
                            return GoBase32.encode(GoString.bytes(a.text(0)));
                        },
                        STRING));
        functions.put("b32dec", FunctionShapes.text(text -> orError(() -> GoString.of(GoBase32.decode(text)))));
    }

    private interface Decoding {
        String run();
    }

    private static String orError(Decoding decoding) {
        try {
            return decoding.run();
        } catch (FunctionException invalid) {
            return invalid.getMessage();
        }
    }
}
