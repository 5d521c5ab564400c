package dev.capstan.gotemplate.value;

import org.jspecify.annotations.Nullable;

/** A value whose type has a name or methods of its own. Implement it to bring types of Go into templates. */
public interface GoObject {

    /** Its type. */
    GoType type();

    /**
     * The method of this name, bound to this value: {@code {{ .APIVersions.Has "apps/v1" }}}.
     *
     * @return null when there is no such method
     */
    default @Nullable GoFunction method(String name) {
        return null;
    }

    /**
     * The plain value below a named type over a basic one: of a {@code time.Duration} its Long. Null for structs,
     * slices and maps.
     */
    default @Nullable Object underlying() {
        return null;
    }

    /**
     * What its method {@code String} or {@code Error} answers, when the type itself has one; null when it has none.
     * Printing goes by this text.
     */
    default @Nullable String text() {
        return null;
    }

    /**
     * As {@link #text}, for an action that prints the value where it lies: Go then also finds methods of the pointer
     * to it. Only types whose {@code String} belongs to the pointer answer otherwise than {@link #text}.
     */
    default @Nullable String textInPlace() {
        return text();
    }
}
