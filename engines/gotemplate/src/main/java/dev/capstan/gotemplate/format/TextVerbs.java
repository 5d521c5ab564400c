package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.value.GoString;

/** Strings and bytes under the verbs that take them. */
final class TextVerbs {

    private static final String LOWER = "0123456789abcdefx";
    private static final String UPPER = "0123456789ABCDEFX";

    private final Field field;
    private final Flags flags;

    TextVerbs(Field field) {
        this.field = field;
        this.flags = field.flags;
    }

    /** Prints it, or answers false when the verb does not take strings. */
    boolean print(String text, char verb) {
        switch (verb) {
            case 'v' -> {
                if (flags.sharpV) {
                    quoted(text);
                } else {
                    plain(text);
                }
            }
            case 's' -> plain(text);
            case 'q' -> quoted(text);
            case 'x' -> hex(GoString.bytes(text), LOWER);
            case 'X' -> hex(GoString.bytes(text), UPPER);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Prints bytes as a string, or answers false for other verbs. */
    boolean print(byte[] bytes, char verb) {
        switch (verb) {
            case 's' -> plain(GoString.of(bytes));
            case 'q' -> quoted(GoString.of(bytes));
            case 'x' -> hex(bytes, LOWER);
            case 'X' -> hex(bytes, UPPER);
            default -> {
                return false;
            }
        }
        return true;
    }

    void plain(String text) {
        field.pad(cut(text));
    }

    private void quoted(String text) {
        String cut = cut(text);
        field.bounds().value(2L * cut.length());
        field.pad(flags.sharp && Quote.fitsBackQuotes(cut) ? "`" + cut + "`" : Quote.quote(cut, flags.plus));
    }

    /** A precision counts characters. */
    private String cut(String text) {
        if (!flags.hasPrecision() || text.length() <= flags.precision) {
            return text;
        }
        int characters = text.codePointCount(0, text.length());
        return characters <= flags.precision ? text : text.substring(0, text.offsetByCodePoints(0, flags.precision));
    }

    private void hex(byte[] bytes, String digits) {
        int length = flags.hasPrecision() ? Math.min(flags.precision, bytes.length) : bytes.length;
        field.bounds().value(5L * length);
        StringBuilder text = new StringBuilder(2 * length);
        for (int i = 0; i < length; i++) {
            if (flags.space && i > 0) {
                text.append(' ');
            }
            if (flags.sharp && (flags.space || i == 0)) {
                text.append('0').append(digits.charAt(16));
            }
            text.append(digits.charAt(bytes[i] >> 4 & 15)).append(digits.charAt(bytes[i] & 15));
        }
        field.pad(text.toString());
    }
}
