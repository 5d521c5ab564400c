package dev.capstan.gotemplate.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code if} takes for true: all but nil, zero, false and what is empty. */
public final class Truth {

    private Truth() {}

    /** Is the value true? */
    public static boolean of(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Double number -> number != 0;
            case Float number -> number != 0;
            case Number number -> number.longValue() != 0;
            case byte[] bytes -> bytes.length > 0;
            case StructMap map -> map.size() > 0;
            case TypedNil _ -> false;
            case Complex number -> number.real() != 0 || number.imaginary() != 0;
            case GoObject object -> object.underlying() == null || of(object.underlying());
            default -> true;
        };
    }
}
