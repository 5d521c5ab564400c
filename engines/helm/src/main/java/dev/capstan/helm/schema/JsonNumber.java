package dev.capstan.helm.schema;

import java.io.Serial;
import java.math.BigDecimal;
import java.util.Optional;

/** A number of a schema, as it is written. */
final class JsonNumber extends Number {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Beyond this the digits of a number would be a bomb; such a number counts as none. */
    private static final int LARGEST_EXPONENT = 1_000;

    private final String text;

    JsonNumber(String text) {
        this.text = text;
    }

    /** The exact value of a number; empty when it is too large or small, or not finite. */
    static Optional<BigDecimal> exact(Number number) {
        try {
            String text = number.toString();
            BigDecimal exact = new BigDecimal(text);
            return Math.abs((long) exact.precision() - exact.scale()) > LARGEST_EXPONENT
                            || Math.abs((long) exact.scale()) > LARGEST_EXPONENT
                    ? Optional.empty()
                    : Optional.of(exact);
        } catch (NumberFormatException notFinite) {
            return Optional.empty();
        }
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    @Override
    public long longValue() {
        return (long) doubleValue();
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
