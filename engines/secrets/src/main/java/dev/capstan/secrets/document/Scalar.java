package dev.capstan.secrets.document;

import java.util.Arrays;

/** A single value. None of them prints its content: it may be secret. */
public sealed interface Scalar extends Value, Leaf {
    /** Text. */
    record Text(String value) implements Scalar {
        @Override
        public String toString() {
            return "Text";
        }
    }

    /** Bytes that are not text in UTF-8. */
    record Bytes(byte[] value) implements Scalar {
        /** Copies the bytes. */
        public Bytes {
            value = value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes";
        }
    }

    /** A whole number of 64 bits. */
    record Int(long value) implements Scalar {
        @Override
        public String toString() {
            return "Int";
        }
    }

    /** Any other number. */
    record Decimal(double value) implements Scalar {
        @Override
        public String toString() {
            return "Decimal";
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Scalar {
        @Override
        public String toString() {
            return "Bool";
        }
    }

    /**
     * A time.
     *
     * @param rfc3339 in the notation of RFC 3339, with fractions of a second only where there are some
     */
    record Time(String rfc3339) implements Scalar {
        @Override
        public String toString() {
            return "Time";
        }
    }

    /** Nothing, which is never encrypted. */
    record Null() implements Scalar {}
}
