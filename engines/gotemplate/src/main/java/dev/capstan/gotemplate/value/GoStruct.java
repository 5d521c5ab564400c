package dev.capstan.gotemplate.value;

import org.jspecify.annotations.Nullable;

/** A struct, or a pointer to one: its type is of kind {@link Kind#STRUCT} or {@link Kind#POINTER}. */
public interface GoStruct extends GoObject {

    /**
     * The value of a field.
     *
     * @param name one of the names of {@link #structType}'s fields
     */
    @Nullable Object field(String name);

    /** The struct type itself, also when this is a pointer. */
    default GoType structType() {
        GoType type = type();
        GoType element = type.element();
        return element == null ? type : element;
    }
}
