package dev.capstan.gotemplate.format;

/** What stands between the percent sign and the verb. */
final class Flags {

    /** No width or precision is given. */
    static final int ABSENT = Integer.MIN_VALUE;

    int width = ABSENT;
    int precision = ABSENT;
    boolean minus;
    boolean plus;
    boolean sharp;
    boolean space;
    boolean zero;
    /** {@code %+v}: names of fields. */
    boolean plusV;
    /** {@code %#v}: Go syntax. */
    boolean sharpV;

    void clear() {
        width = ABSENT;
        precision = ABSENT;
        minus = false;
        plus = false;
        sharp = false;
        space = false;
        zero = false;
        plusV = false;
        sharpV = false;
    }

    /** With the verb v, plus and sharp mean something else. */
    void useForValues() {
        sharpV = sharp;
        sharp = false;
        plusV = plus;
        plus = false;
    }

    boolean hasWidth() {
        return width != ABSENT;
    }

    boolean hasPrecision() {
        return precision != ABSENT;
    }

    /** Nothing is asked for that changes how a decimal number looks. */
    boolean leaveDecimalsAlone() {
        return !hasWidth() && !hasPrecision() && !plus && !space;
    }

    /** Numbers are filled up with zeros on the left. */
    boolean zeroPads() {
        return zero && !minus && hasWidth();
    }
}
