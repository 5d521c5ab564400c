package dev.capstan.gotemplate.value;

import org.jspecify.annotations.Nullable;

/** A value of one of Go's unsigned integer types. */
public final class Unsigned extends Number {

    private static final long serialVersionUID = 1L;

    private final transient GoType type;
    private final long bits;

    private Unsigned(GoType type, long bits) {
        this.type = type;
        this.bits = bits;
    }

    /** A uint64 of these bits. */
    public static Unsigned uint64(long bits) {
        return new Unsigned(GoType.UINT64, bits);
    }

    /** A uint8 of the lowest eight bits. */
    public static Unsigned uint8(int bits) {
        return new Unsigned(GoType.UINT8, bits & 0xff);
    }

    /** A number of an unsigned integer type; the bits fit into it. */
    public static Unsigned of(GoType type, long bits) {
        if (!type.kind().isUnsigned()) {
            throw new IllegalArgumentException(type + " is not an unsigned integer type");
        }
        return new Unsigned(type, bits);
    }

    /** Which type it is of. */
    public GoType type() {
        return type;
    }

    @Override
    public int intValue() {
        return (int) bits;
    }

    /** The bits; negative for what does not fit into a signed long. */
    @Override
    public long longValue() {
        return bits;
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public double doubleValue() {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unsigned number && number.bits == bits && number.type.equals(type);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
