package dev.capstan.helm.values;

import dev.capstan.gotemplate.value.GoType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in messages, as Go prints them. */
final class GoText {
    private GoText() {}

    /** With the verb {@code %v}. */
    static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Map<?, ?> map ->
                new TreeMap<>(map)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + ":" + value(entry.getValue()))
                                .collect(Collectors.joining(" ", "map[", "]"));
            case List<?> list -> list.stream().map(GoText::value).collect(Collectors.joining(" ", "[", "]"));
            default -> value.toString();
        };
    }

    /** With the verb {@code %t}, which is for booleans only. */
    static String asBool(@Nullable Object value) {
        return value(value);
    }

    /** Its type, with the verb {@code %T}. */
    static String type(@Nullable Object value) {
        return GoType.of(value) instanceof GoType type ? type.name() : "nil";
    }

    /** With the verb {@code %q}. */
    static String quoted(String text) {
        return '"' + text + '"';
    }
}
