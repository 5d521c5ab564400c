package dev.capstan.gotemplate.value;

/**
 * Nil of a known type: what Go prints as {@code map[]}, {@code []} or {@code <nil>}, and what encoders write as null.
 */
public record TypedNil(GoType type) {

    /** A nil {@code []interface {}}. */
    public static final TypedNil LIST = new TypedNil(GoType.LIST);

    /** A nil {@code []string}. */
    public static final TypedNil STRINGS = new TypedNil(GoType.STRINGS);

    /** A nil {@code []uint8}. */
    public static final TypedNil BYTES = new TypedNil(GoType.BYTES);

    /** A nil {@code map[string]interface {}}. */
    public static final TypedNil MAP = new TypedNil(GoType.MAP);

    /** Refuses types that have no nil. */
    public TypedNil {
        if (!type.kind().isNillable() || type.kind() == Kind.INTERFACE) {
            throw new IllegalArgumentException(type + " has no nil of its own");
        }
    }
}
