package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoType;
import org.jspecify.annotations.Nullable;

/** Names of types and kinds of values. */
final class TypeNames {

    private TypeNames() {}

    /** As {@code %T} prints it. */
    static String of(@Nullable Object value) {
        GoType type = GoType.of(value);
        return type == null ? "<nil>" : type.name();
    }

    /** As messages about interfaces have it. */
    static String orNil(@Nullable Object value) {
        GoType type = GoType.of(value);
        return type == null ? "nil" : type.name();
    }

    /** As package reflect names the kind. */
    static String kind(@Nullable Object value) {
        GoType type = GoType.of(value);
        return type == null ? "invalid" : type.kind().toString();
    }
}
