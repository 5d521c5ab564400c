package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.GoString;

/** The text printed so far, the flags of the current verb, and padding by them. */
final class Field {

    final Flags flags = new Flags();
    private final StringBuilder out = new StringBuilder();
    private final Bounds bounds;
    private int counted;

    Field(Bounds bounds) {
        this.bounds = bounds;
    }

    void append(char c) {
        out.append(c);
    }

    /** Appends a decimal number; it is counted together with the text that follows. */
    void append(int number) {
        out.append(number);
    }

    void append(String text) {
        out.append(text);
        count();
    }

    void appendCodePoint(int codePoint) {
        out.appendCodePoint(GoString.isEscape(codePoint) ? 0xFFFD : codePoint);
    }

    /** Appends a text, filled up to the width. */
    void pad(String text) {
        pad(text, flags.zero);
    }

    /** The same, never with zeros. */
    void padWithBlanks(String text) {
        pad(text, false);
    }

    private void pad(String text, boolean zeros) {
        int missing = flags.hasWidth() ? flags.width - text.codePointCount(0, text.length()) : 0;
        if (flags.minus) {
            append(text);
            fill(missing, ' ');
        } else {
            fill(missing, zeros ? '0' : ' ');
            append(text);
        }
    }

    /** Appends a number whose first character is a sign that goes before the zeros. */
    void padAfterSign(String number) {
        append(number.charAt(0));
        fill(flags.width - number.length(), '0');
        append(number.substring(1));
    }

    void fill(int count, char c) {
        if (count > 0) {
            bounds.value(count);
            out.repeat(c, count);
            counted += count;
        }
    }

    /** Counts what has come since the last time, now and then. */
    private void count() {
        if (out.length() - counted > 1024) {
            bounds.value(out.length() - counted);
            counted = out.length();
        }
    }

    Bounds bounds() {
        return bounds;
    }

    String result() {
        return out.toString();
    }
}
