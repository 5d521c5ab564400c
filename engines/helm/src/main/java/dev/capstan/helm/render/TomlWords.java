package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.sprig.TimeValue;
import java.util.regex.Pattern;

/** Reads values without quotes and brackets: booleans, numbers, times. */
final class TomlWords {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9][0-9_]*|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+");
    private static final Pattern FRACTION =
            Pattern.compile("[+-]?(?:inf|nan|[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?)");
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9:.]+(?:[Zz]|[+-][0-9:]+)?)?|[0-9]{2}:[0-9]{2}[0-9:.]*");

    /** How times are written, and the name of the zone that stands for none. */
    private enum TimeForm {
        OFFSET("2006-01-02T15:04:05.999999999Z07:00", ""),
        LOCAL("2006-01-02T15:04:05.999999999", "datetime-local"),
        DATE("2006-01-02", "date-local"),
        TIME("15:04:05.999999999", "time-local"),
        OFFSET_MINUTES("2006-01-02T15:04Z07:00", ""),
        LOCAL_MINUTES("2006-01-02T15:04", "datetime-local"),
        MINUTES("15:04", "time-local");

        private final String layout;
        private final String zone;

        TimeForm(String layout, String zone) {
            this.layout = layout;
            this.zone = zone;
        }
    }

    private final TomlText in;

    TomlWords(TomlText in) {
        this.in = in;
    }

    /** The value here. */
    Object read() {
        int start = in.position();
        skipWord();
        if (in.peek() == ' '
                && Character.isDigit(in.peek(1))
                && TIME.matcher(in.since(start)).matches()) {
            in.skip(1);
            skipWord();
        }
        String word = in.since(start);
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        if (WHOLE.matcher(word).matches()) {
            return whole(word);
        }
        if (FRACTION.matcher(word).matches()) {
            return fraction(word);
        }
        if (TIME.matcher(word).matches()) {
            return time(word);
        }
        if (word.isEmpty()) {
            throw in.failure("expected value but found " + in.character() + " instead");
        }
        if (word.startsWith("_")) {
            throw in.failure("expected value but found '_' instead");
        }
        if (word.matches("0x.*")) {
            throw in.failure(
                    "not a hexadecimal number: '" + word + (word.length() == 2 && in.atEnd() ? "\0" : "") + "'");
        }
        if (word.matches("[+-]?[0-9].*\\.([^0-9].*)?")) {
            throw in.failure("Invalid float " + Quote.quote(word) + ": '.' must be followed by one or more digits");
        }
        if (Character.isLetter(word.charAt(0))) {
            throw in.failure("expected value but found " + Quote.quote(word) + " instead");
        }
        throw in.failure("Invalid float value: " + Quote.quote(word));
    }

    private Object time(String word) {
        String text = word.replace('z', 'Z').replace('t', 'T').replace(' ', 'T');
        for (TimeForm form : TimeForm.values()) {
            try {
                TimeValue time = TimeValue.parse(form.layout, text);
                return form.zone.isEmpty() ? time : time.inZoneCalled(form.zone);
            } catch (FunctionException anotherLayout) {
                continue;
            }
        }
        throw in.failure("invalid datetime: " + Quote.quote(text));
    }

    private void skipWord() {
        while (isWord(in.peek())) {
            in.skip(1);
        }
    }

    private static boolean isWord(char c) {
        return TomlReader.isBare(c) || c == '+' || c == '.' || c == ':' || Character.isLetter(c);
    }

    private Object whole(String word) {
        boolean hasPrefix = word.length() > 2 && Character.isLetter(word.charAt(1));
        String digits = hasPrefix ? word.substring(2) : word;
        if (!isUnderscored(digits)) {
            throw in.failure("Invalid integer " + Quote.quote(word) + ": underscores must be surrounded by digits");
        }
        String plain = digits.replaceFirst("^[+-]", "");
        if (!hasPrefix && plain.length() > 1 && plain.startsWith("0")) {
            throw in.failure("Invalid integer " + Quote.quote(word) + ": cannot have leading zeroes");
        }
        int radix = !hasPrefix ? 10 : word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
        try {
            return Long.parseLong(digits.replace("_", ""), radix);
        } catch (NumberFormatException e) {
            throw in.failure(word + " is out of range for int64");
        }
    }

    private static boolean isUnderscored(String digits) {
        return !digits.startsWith("_") && !digits.endsWith("_") && !digits.contains("__");
    }

    private Object fraction(String word) {
        String plain = word.replace("_", "");
        if (plain.endsWith("inf")) {
            return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (plain.endsWith("nan")) {
            return Double.NaN;
        }
        String unsigned = plain.replaceFirst("^[+-]", "");
        if (unsigned.length() > 1 && unsigned.startsWith("0") && Character.isDigit(unsigned.charAt(1))) {
            throw in.failure("Invalid float " + Quote.quote(word) + ": cannot have leading zeroes");
        }
        double value = Double.parseDouble(plain);
        if (Double.isInfinite(value)) {
            throw in.failure(word + " is out of range for float64");
        }
        return value;
    }
}
