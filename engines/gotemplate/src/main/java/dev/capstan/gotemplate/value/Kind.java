package dev.capstan.gotemplate.value;

import java.util.Locale;

/** The kinds of Go's types, as package reflect names them. */
public enum Kind {
    BOOL,
    INT,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    FLOAT32,
    FLOAT64,
    COMPLEX128,
    STRING,
    SLICE,
    MAP,
    STRUCT,
    POINTER,
    INTERFACE,
    FUNC;

    private final String text = "POINTER".equals(name()) ? "ptr" : name().toLowerCase(Locale.ROOT);

    /** Go's word for it: {@code int64}, {@code ptr}. */
    @Override
    public String toString() {
        return text;
    }

    /** Is it a signed integer? */
    public boolean isSigned() {
        return compareTo(INT) >= 0 && compareTo(INT64) <= 0;
    }

    /** Is it an unsigned integer? */
    public boolean isUnsigned() {
        return compareTo(UINT) >= 0 && compareTo(UINT64) <= 0;
    }

    /** Is it a floating-point number? */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** May a value of it be nil? */
    public boolean isNillable() {
        return switch (this) {
            case SLICE, MAP, POINTER, INTERFACE, FUNC -> true;
            default -> false;
        };
    }
}
