package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.value.GoFunction;
import java.util.Map;

/** Types and kinds of values. */
final class TypeFunctions {

    private TypeFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("typeOf", FunctionShapes.any((a, _) -> TypeNames.of(a.any(0))));
        functions.put("kindOf", FunctionShapes.any((a, _) -> TypeNames.kind(a.any(0))));
        functions.put("typeIs", GoFunction.of((a, _) -> a.text(0).equals(TypeNames.of(a.any(1))), STRING, ANY));
        functions.put("kindIs", GoFunction.of((a, _) -> a.text(0).equals(TypeNames.kind(a.any(1))), STRING, ANY));
        functions.put(
                "typeIsLike",
                GoFunction.of(
                        (a, _) -> {
                            String type = TypeNames.of(a.any(1));
                            return type.equals(a.text(0)) || type.equals("*" + a.text(0));
                        },
                        STRING,
                        ANY));
    }
}
