package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.value.GoString;
import java.util.Locale;

/** Integers under the verbs that take them. */
final class IntegerVerbs {

    private final Field field;
    private final Flags flags;

    IntegerVerbs(Field field) {
        this.field = field;
        this.flags = field.flags;
    }

    /** Prints it, or answers false when the verb does not take integers. */
    boolean print(long bits, boolean signed, char verb) {
        switch (verb) {
            case 'v' -> {
                if (flags.sharpV && !signed) {
                    prefixedHex(bits);
                } else {
                    number(bits, 10, signed, verb);
                }
            }
            case 'd' -> number(bits, 10, signed, verb);
            case 'b' -> number(bits, 2, signed, verb);
            case 'o', 'O' -> number(bits, 8, signed, verb);
            case 'x', 'X' -> number(bits, 16, signed, verb);
            case 'c' -> field.pad(Quote.character(bits));
            case 'q' -> field.pad(Quote.quotedCharacter(bits, flags.plus));
            case 'U' -> unicode(bits);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** {@code 0x1f}, whatever the sharp flag says. */
    void prefixedHex(long bits) {
        boolean sharp = flags.sharp;
        flags.sharp = true;
        number(bits, 16, false, 'v');
        flags.sharp = sharp;
    }

    private void number(long bits, int base, boolean signed, char verb) {
        if (base == 10 && signed && flags.leaveDecimalsAlone()) {
            field.append(Long.toString(bits));
            return;
        }
        boolean negative = signed && bits < 0;
        int digits = 0;
        if (flags.hasPrecision()) {
            digits = flags.precision;
            if (digits == 0 && bits == 0) {
                field.fill(flags.width, ' ');
                return;
            }
        } else if (flags.zeroPads()) {
            digits = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
        }
        String magnitude = Long.toUnsignedString(negative ? -bits : bits, base);
        if (verb == 'X') {
            magnitude = magnitude.toUpperCase(Locale.ROOT);
        }
        field.bounds().value(Math.max(0, digits - magnitude.length()));
        magnitude = "0".repeat(Math.max(0, digits - magnitude.length())) + magnitude;
        field.padWithBlanks(sign(negative) + prefix(magnitude, base, verb) + magnitude);
    }

    private String sign(boolean negative) {
        return negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    }

    private String prefix(String magnitude, int base, char verb) {
        String sharp = !flags.sharp
                ? ""
                : switch (base) {
                    case 2 -> "0b";
                    case 8 -> magnitude.startsWith("0") ? "" : "0";
                    case 16 -> verb == 'X' ? "0X" : "0x";
                    default -> "";
                };
        return verb == 'O' ? "0o" + sharp : sharp;
    }

    private void unicode(long bits) {
        String digits = Long.toUnsignedString(bits, 16).toUpperCase(Locale.ROOT);
        int wanted = Math.max(4, flags.precision);
        field.bounds().value(wanted);
        String text = "U+" + "0".repeat(Math.max(0, wanted - digits.length())) + digits;
        boolean shows = flags.sharp && bits >= 0 && bits <= Character.MAX_CODE_POINT;
        if (shows && Quote.isPrintable((int) bits) && !GoString.isEscape((int) bits)) {
            text += " '" + Character.toString((int) bits) + "'";
        }
        field.padWithBlanks(text);
    }
}
