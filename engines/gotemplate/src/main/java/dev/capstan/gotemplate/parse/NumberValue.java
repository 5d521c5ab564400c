package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.value.Complex;
import org.jspecify.annotations.Nullable;

/**
 * A numeric constant, in all types that can hold it; null in those that cannot.
 *
 * @param unsigned the bits of a uint64
 * @param complex given for imaginary constants alone
 */
public record NumberValue(
        @Nullable Long integer,
        @Nullable Long unsigned,
        @Nullable Double decimal,
        @Nullable Complex complex) {

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    static NumberValue ofInteger(@Nullable Long integer, @Nullable Long unsigned, double decimal) {
        return new NumberValue(integer, unsigned, decimal, null);
    }

    static NumberValue ofDecimal(double value, @Nullable Complex complex) {
        boolean whole = value == Math.rint(value);
        boolean isInteger = whole && value >= -TWO_TO_63 && value < TWO_TO_63;
        boolean isUnsigned = whole && value >= 0 && value < TWO_TO_64;
        long bits = value < TWO_TO_63 ? (long) value : (long) (value - TWO_TO_63) ^ Long.MIN_VALUE;
        return new NumberValue(isInteger ? (long) value : null, isUnsigned ? bits : null, value, complex);
    }

    static NumberValue ofComplex(Complex value) {
        return value.imaginary() == 0 ? ofDecimal(value.real(), value) : new NumberValue(null, null, null, value);
    }
}
