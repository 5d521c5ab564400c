package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Questions about kinds that printing asks. */
final class Kinds {

    private Kinds() {}

    /** Is its kind string, named types over string included? */
    static boolean isString(@Nullable Object value) {
        return value instanceof String || plain(value) instanceof String;
    }

    /** The plain value of a named type over a basic one; others are returned as they are. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof GoObject object && object.underlying() != null ? object.underlying() : value;
    }

    /** The value of an integer that fits a signed long; empty for all else. */
    static OptionalLong integer(@Nullable Object value) {
        Object plain = plain(value);
        GoType type = GoType.of(plain);
        if (type == null || !(plain instanceof Number number)) {
            return OptionalLong.empty();
        }
        boolean fits = type.kind().isSigned() || plain instanceof Unsigned && number.longValue() >= 0;
        return fits ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }
}
