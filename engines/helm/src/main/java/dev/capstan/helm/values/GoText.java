package dev.capstan.helm.values;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.value.GoType;
import java.util.Collections;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in messages, as Go prints them. */
final class GoText {
    private GoText() {}

    /** With the verb {@code %v}. */
    static String value(@Nullable Object value) {
        return printed("%v", value);
    }

    /** With the verb {@code %t}, which is for booleans only. */
    static String asBool(@Nullable Object value) {
        return printed("%t", value);
    }

    /** Its type, with the verb {@code %T}. */
    static String type(@Nullable Object value) {
        return GoType.of(value) instanceof GoType type ? type.name() : "nil";
    }

    /** With the verb {@code %q}. */
    static String quoted(String text) {
        return printed("%q", text);
    }

    /** Each character on its own, with the verb {@code %q} for a list of them. */
    static String characters(String text) {
        return text.codePoints()
                .mapToObj(character -> printed("%q", character))
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static String printed(String format, @Nullable Object value) {
        return GoFormat.printf(format, Collections.singletonList(value), Bounds.start(Limits.STANDARD));
    }
}
