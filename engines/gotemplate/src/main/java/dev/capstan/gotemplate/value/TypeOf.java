package dev.capstan.gotemplate.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the Go type of an object of the JVM. */
final class TypeOf {

    private TypeOf() {}

    static @Nullable GoType value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String _ -> GoType.STRING;
            case Boolean _ -> GoType.BOOL;
            case Double _ -> GoType.FLOAT64;
            case Int _ -> GoType.INT;
            case Long _ -> GoType.INT64;
            case GoObject object -> object.type();
            case Map<?, ?> _ -> GoType.MAP;
            case List<?> _ -> GoType.LIST;
            case byte[] _ -> GoType.BYTES;
            case Unsigned number -> number.type();
            case TypedNil nil -> nil.type();
            case Integer _ -> GoType.INT32;
            case Short _ -> GoType.INT16;
            case Byte _ -> GoType.INT8;
            case Float _ -> GoType.FLOAT32;
            case Complex _ -> GoType.COMPLEX128;
            case GoFunction function -> function.type();
            default ->
                throw new IllegalArgumentException(value.getClass().getName() + " is not a type of template values");
        };
    }
}
