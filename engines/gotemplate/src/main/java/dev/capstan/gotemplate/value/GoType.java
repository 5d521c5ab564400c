package dev.capstan.gotemplate.value;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A type of Go, as far as templates can tell types apart. Two types are equal when Go prints them alike. */
public final class GoType {

    /** {@code interface {}}: a parameter takes any value, nil included. */
    public static final GoType ANY = new GoType(Kind.INTERFACE, "interface {}", null, List.of(), null);

    /**
     * {@code reflect.Value}: a parameter takes any value, as {@link #ANY} does; Go's own functions ({@code eq},
     * {@code index}, {@code len}) have such parameters.
     */
    public static final GoType VALUE = new GoType(Kind.STRUCT, "reflect.Value", null, List.of(), null);

    public static final GoType BOOL = basic(Kind.BOOL);
    public static final GoType STRING = basic(Kind.STRING);
    public static final GoType INT = basic(Kind.INT);
    public static final GoType INT8 = basic(Kind.INT8);
    public static final GoType INT16 = basic(Kind.INT16);
    public static final GoType INT32 = basic(Kind.INT32);
    public static final GoType INT64 = basic(Kind.INT64);
    public static final GoType UINT = basic(Kind.UINT);
    public static final GoType UINT8 = basic(Kind.UINT8);
    public static final GoType UINT16 = basic(Kind.UINT16);
    public static final GoType UINT32 = basic(Kind.UINT32);
    public static final GoType UINT64 = basic(Kind.UINT64);
    public static final GoType FLOAT32 = basic(Kind.FLOAT32);
    public static final GoType FLOAT64 = basic(Kind.FLOAT64);
    public static final GoType COMPLEX128 = basic(Kind.COMPLEX128);

    /** {@code map[string]interface {}}. */
    public static final GoType MAP = mapOf(ANY);

    /** {@code map[string]string}. */
    public static final GoType STRING_MAP = mapOf(STRING);

    /** {@code []interface {}}. */
    public static final GoType LIST = sliceOf(ANY);

    /** {@code []string}. */
    public static final GoType STRINGS = sliceOf(STRING);

    /** {@code []uint8}. */
    public static final GoType BYTES = sliceOf(UINT8);

    private final Kind kind;
    private final String name;
    private final @Nullable GoType element;
    private final List<GoField> fields;
    private final @Nullable GoType underlying;

    private GoType(
            Kind kind, String name, @Nullable GoType element, List<GoField> fields, @Nullable GoType underlying) {
        this.kind = kind;
        this.name = name;
        this.element = element;
        this.fields = List.copyOf(fields);
        this.underlying = underlying;
    }

    private static GoType basic(Kind kind) {
        return new GoType(kind, kind.toString(), null, List.of(), null);
    }

    /** {@code []element}. */
    public static GoType sliceOf(GoType element) {
        return new GoType(Kind.SLICE, "[]" + element.name, element, List.of(), null);
    }

    /** {@code map[string]element}. */
    public static GoType mapOf(GoType element) {
        return new GoType(Kind.MAP, "map[string]" + element.name, element, List.of(), null);
    }

    /** {@code map[key]element}, for keys that are structs; values of it are {@link StructMap}s. */
    public static GoType mapOf(GoType key, GoType element) {
        return new GoType(Kind.MAP, "map[" + key.name + "]" + element.name, element, List.of(), null);
    }

    /** {@code *element}. */
    public static GoType pointerTo(GoType element) {
        return new GoType(Kind.POINTER, "*" + element.name, element, List.of(), null);
    }

    /** A struct type, with all its fields in order, hidden ones included. */
    public static GoType struct(String name, GoField... fields) {
        return new GoType(Kind.STRUCT, name, null, List.of(fields), null);
    }

    /** A named type over another: {@code type VersionSet []string} is {@code named("common.VersionSet", STRINGS)}. */
    public static GoType named(String name, GoType underlying) {
        return new GoType(underlying.kind, name, underlying.element, underlying.fields, underlying);
    }

    /** A function type, by the text Go prints for it: {@code func(string) bool}. */
    public static GoType func(String name) {
        return new GoType(Kind.FUNC, name, null, List.of(), null);
    }

    /** The type of a value, or null for nil. */
    public static @Nullable GoType of(@Nullable Object value) {
        return TypeOf.value(value);
    }

    /** What a variable of this type holds at first: {@code ""}, 0, nil. */
    public @Nullable Object zero() {
        return switch (kind) {
            case INTERFACE, STRUCT -> null;
            case BOOL -> false;
            case STRING -> "";
            case FLOAT64 -> 0.0;
            case FLOAT32 -> 0.0f;
            case COMPLEX128 -> new Complex(0, 0);
            case SLICE, MAP, POINTER, FUNC -> new TypedNil(this);
            default -> integer(0);
        };
    }

    /** A number of this integer type; bits that do not fit are cut off. */
    public Object integer(long bits) {
        return switch (kind) {
            case INT -> Int.of(bits);
            case INT64 -> bits;
            case INT32 -> (int) bits;
            case INT16 -> (short) bits;
            case INT8 -> (byte) bits;
            case UINT8 -> Unsigned.of(this, bits & 0xff);
            case UINT16 -> Unsigned.of(this, bits & 0xffff);
            case UINT32 -> Unsigned.of(this, bits & 0xffff_ffffL);
            default -> Unsigned.of(this, bits);
        };
    }

    /** Its kind. */
    public Kind kind() {
        return kind;
    }

    /** What an action or {@code %T} prints for it. */
    public String name() {
        return name;
    }

    /** The type of the elements of a slice or map, or of what a pointer points to; null for others. */
    public @Nullable GoType element() {
        return element;
    }

    /** The fields of a struct, in order; empty for others. */
    public List<GoField> fields() {
        return fields;
    }

    /** May a value of this type be passed where {@code target} is wanted? */
    public boolean isAssignableTo(GoType target) {
        if (target == ANY || target == VALUE || equals(target)) {
            return true;
        }
        boolean oneIsUnnamed = underlying == null || target.underlying == null;
        return oneIsUnnamed && kind.isNillable() && kind == target.kind && base().equals(target.base());
    }

    private GoType base() {
        return underlying == null ? this : underlying;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof GoType type && kind == type.kind && name.equals(type.name));
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, name);
    }

    /** The same as {@link #name}. */
    @Override
    public String toString() {
        return name;
    }
}
