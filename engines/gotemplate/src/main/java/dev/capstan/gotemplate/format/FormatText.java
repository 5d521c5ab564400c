package dev.capstan.gotemplate.format;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Walks through a format text and hands one value after the other to the printer. */
final class FormatText {

    /** Go takes larger widths and precisions for mistakes. */
    private static final int LARGEST_NUMBER = 1_000_000;

    private final String format;
    private final List<? extends @Nullable Object> values;
    private final ValuePrinter printer;
    private final Flags flags;

    private int at;
    private int next;
    private boolean reordered;
    private boolean goodIndex;
    private boolean afterIndex;

    FormatText(String format, List<? extends @Nullable Object> values, ValuePrinter printer) {
        this.format = format;
        this.values = values;
        this.printer = printer;
        this.flags = printer.flags();
    }

    void run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                printer.append(format.substring(at));
                break;
            }
            printer.append(format.substring(at, percent));
            at = percent + 1;
            directive();
        }
        if (!reordered && next < values.size()) {
            extraValues();
        }
    }

    private void directive() {
        flags.clear();
        goodIndex = true;
        afterIndex = false;
        readFlags();
        if (at < format.length() && isPlainVerb(format.charAt(at)) && next < values.size()) {
            print(format.charAt(at++));
            return;
        }
        readIndex();
        readWidth();
        readPrecision();
        if (!afterIndex) {
            readIndex();
        }
        if (at >= format.length()) {
            printer.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            printer.append('%');
        } else if (!goodIndex) {
            complain(verb, "(BADINDEX)");
        } else if (next >= values.size()) {
            complain(verb, "(MISSING)");
        } else {
            print(verb);
        }
    }

    private static boolean isPlainVerb(char c) {
        return c >= 'a' && c <= 'z';
    }

    private void print(int verb) {
        if (verb == 'v' || verb == 'w') {
            flags.useForValues();
        }
        printer.printArgument(values.get(next++), verb);
    }

    private void complain(int verb, String problem) {
        printer.append("%!");
        printer.appendCodePoint(verb);
        printer.append(problem);
    }

    private void readFlags() {
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '#' -> flags.sharp = true;
                case '0' -> flags.zero = true;
                case '+' -> flags.plus = true;
                case '-' -> flags.minus = true;
                case ' ' -> flags.space = true;
                default -> {
                    return;
                }
            }
        }
    }

    private void readWidth() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            flags.width = numberFromValues();
            if (!flags.hasWidth()) {
                printer.append("%!(BADWIDTH)");
            } else if (flags.width < 0) {
                flags.width = -flags.width;
                flags.minus = true;
                flags.zero = false;
            }
            afterIndex = false;
        } else {
            flags.width = readNumber(format.length());
            goodIndex &= !(afterIndex && flags.hasWidth());
        }
    }

    private void readPrecision() {
        if (at + 1 >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        goodIndex &= !afterIndex;
        readIndex();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            int given = numberFromValues();
            flags.precision = given < 0 ? Flags.ABSENT : given;
            if (!flags.hasPrecision()) {
                printer.append("%!(BADPREC)");
            }
            afterIndex = false;
        } else {
            flags.precision = Math.max(0, readNumber(format.length()));
        }
    }

    /** The next value, if it is an integer of sensible size; else {@link Flags#ABSENT}. */
    private int numberFromValues() {
        if (next >= values.size()) {
            return Flags.ABSENT;
        }
        OptionalLong number = Kinds.integer(values.get(next++));
        boolean sensible = number.isPresent() && Math.abs(number.getAsLong()) <= LARGEST_NUMBER;
        return sensible ? (int) number.getAsLong() : Flags.ABSENT;
    }

    /** Digits up to {@code end}, or {@link Flags#ABSENT} when there are none or far too many. */
    private int readNumber(int end) {
        int number = Flags.ABSENT;
        while (at < end && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            if (number > LARGEST_NUMBER) {
                at = end;
                return Flags.ABSENT;
            }
            number = Math.max(number, 0) * 10 + (format.charAt(at++) - '0');
        }
        return number;
    }

    /** {@code [3]}: the value to print next. */
    private void readIndex() {
        afterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0 || format.length() - at < 3) {
            goodIndex = false;
            at++;
            return;
        }
        at++;
        int index = readNumber(close);
        boolean isNumber = index != Flags.ABSENT && at == close;
        at = close + 1;
        if (isNumber && index >= 1 && index <= values.size()) {
            next = index - 1;
            afterIndex = true;
        } else {
            goodIndex = false;
            afterIndex = isNumber;
        }
    }

    private void extraValues() {
        flags.clear();
        printer.append("%!(EXTRA ");
        for (int i = next; i < values.size(); i++) {
            printer.append(i > next ? ", " : "");
            printer.printWithType(values.get(i));
        }
        printer.append(')');
    }
}
