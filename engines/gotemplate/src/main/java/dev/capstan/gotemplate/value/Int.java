package dev.capstan.gotemplate.value;

import org.jspecify.annotations.Nullable;

/** A value of Go's type int, which has 64 bits here. */
public final class Int extends Number implements Comparable<Int> {

    private static final long serialVersionUID = 1L;
    private static final int LOWEST_SHARED = -128;
    private static final Int[] SHARED = new Int[1_152];

    static {
        for (int i = 0; i < SHARED.length; i++) {
            SHARED[i] = new Int(i + LOWEST_SHARED);
        }
    }

    private final long value;

    private Int(long value) {
        this.value = value;
    }

    /** The int of this value. */
    public static Int of(long value) {
        long index = value - LOWEST_SHARED;
        return index >= 0 && index < SHARED.length ? SHARED[(int) index] : new Int(value);
    }

    @Override
    public int intValue() {
        return (int) value;
    }

    @Override
    public long longValue() {
        return value;
    }

    @Override
    public float floatValue() {
        return value;
    }

    @Override
    public double doubleValue() {
        return value;
    }

    @Override
    public int compareTo(Int other) {
        return Long.compare(value, other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Int number && number.value == value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
