package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoString;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;

/** Reads times by layouts, in UTC unless the text says otherwise. */
final class TimeReader {

    private final String layout;
    private final String text;
    private final List<LayoutToken> tokens;
    /** What is not read yet. */
    private String rest;

    private final TimeParts parts = new TimeParts();

    private TimeReader(String layout, String text) {
        this.layout = layout;
        this.text = text;
        this.tokens = TimeLayout.tokens(layout);
        this.rest = text;
    }

    /**
     * Reads a time.
     *
     * @throws FunctionException with Go's words
     */
    static TimeValue read(String layout, String text) {
        return new TimeReader(layout, text).run();
    }

    private TimeValue run() {
        for (int i = 0; i < tokens.size(); i++) {
            LayoutToken token = tokens.get(i);
            if (token.element() == LayoutToken.Element.LITERAL) {
                literal(token.text());
                continue;
            }
            String before = rest;
            try {
                element(token, i + 1 < tokens.size() ? tokens.get(i + 1).element() : LayoutToken.Element.LITERAL);
            } catch (Misfit misfit) {
                throw misfit.range.isEmpty()
                        ? cannotParse(before, token.text())
                        : failed(": " + misfit.range + " out of range");
            }
        }
        if (!rest.isEmpty()) {
            throw failed(": extra text: " + quoted(rest));
        }
        try {
            return parts.value();
        } catch (TimeParts.Contradiction impossible) {
            throw failed(": " + impossible.getMessage());
        }
    }

    /** Package time quotes in its own way: byte by byte, and with no other escapes than this one. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : GoString.bytes(text)) {
            if (b < ' ') {
                quoted.append("\\x").append(HexFormat.of().toHexDigits(b));
            } else {
                quoted.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
            }
        }
        return quoted.append('"').toString();
    }

    private FunctionException failed(String problem) {
        return new FunctionException("parsing time " + quoted(text) + problem);
    }

    private FunctionException cannotParse(String part, String element) {
        return failed(" as " + quoted(layout) + ": cannot parse " + quoted(part) + " as " + quoted(element));
    }

    /** An element does not fit the text, or its number is not one that can be. */
    private static final class Misfit extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String range;

        Misfit(String range) {
            super(range, null, false, false);
            this.range = range;
        }
    }

    /** Blanks in the layout stand for any number of blanks. */
    private void literal(String literal) {
        String left = literal;
        while (!left.isEmpty()) {
            if (left.charAt(0) == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    throw cannotParse(rest, literal);
                }
                left = withoutBlanks(left);
                rest = withoutBlanks(rest);
            } else if (rest.isEmpty() || rest.charAt(0) != left.charAt(0)) {
                throw cannotParse(rest, literal);
            } else {
                left = left.substring(1);
                rest = rest.substring(1);
            }
        }
    }

    private static String withoutBlanks(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return text.substring(at);
    }

    private void element(LayoutToken token, LayoutToken.Element next) {
        switch (token.element()) {
            case LITERAL -> throw new IllegalStateException(token.text());
            case YEAR -> {
                int two = digits(2, 2);
                parts.year = two >= 69 ? two + 1900 : two + 2000;
            }
            case LONG_YEAR -> parts.year = digits(4, 4);
            case MONTH ->
                parts.month = 1 + name(12, i -> CalendarUnit.monthName(i + 1).substring(0, 3));
            case LONG_MONTH -> parts.month = 1 + name(12, i -> CalendarUnit.monthName(i + 1));
            case NUMBER_MONTH -> parts.month = within(digits(1, 2), 1, 12, "month");
            case ZERO_MONTH -> parts.month = within(digits(2, 2), 1, 12, "month");
            case WEEKDAY -> name(7, i -> CalendarUnit.weekdayName(i).substring(0, 3));
            case LONG_WEEKDAY -> name(7, CalendarUnit::weekdayName);
            case DAY -> parts.day = digits(1, 2);
            case UNDER_DAY -> {
                rest = rest.startsWith(" ") ? rest.substring(1) : rest;
                parts.day = digits(1, 2);
            }
            case ZERO_DAY -> parts.day = digits(2, 2);
            case UNDER_YEAR_DAY -> {
                while (rest.startsWith(" ")) {
                    rest = rest.substring(1);
                }
                parts.yearDay = digits(1, 3);
            }
            case ZERO_YEAR_DAY -> parts.yearDay = digits(3, 3);
            case HOUR -> parts.hour = within(digits(1, 2), 0, 23, "hour");
            case HOUR12 -> parts.hour = within(digits(1, 2), 0, 12, "hour");
            case ZERO_HOUR12 -> parts.hour = within(digits(2, 2), 0, 12, "hour");
            case MINUTE -> parts.minute = within(digits(1, 2), 0, 59, "minute");
            case ZERO_MINUTE -> parts.minute = within(digits(2, 2), 0, 59, "minute");
            case SECOND -> second(1, next);
            case ZERO_SECOND -> second(2, next);
            case UPPER_HALF -> half("AM", "PM");
            case LOWER_HALF -> half("am", "pm");
            case OFFSET, OFFSET_OR_Z -> offset(token);
            case ZONE -> zone();
            case FRACTION -> fraction(token.text().length() - 1);
            case SHORT_FRACTION -> optionalFraction();
        }
    }

    private int digits(int fewest, int most) {
        int count = 0;
        while (count < most && count < rest.length() && isDigit(rest.charAt(count))) {
            count++;
        }
        if (count < fewest) {
            throw new Misfit("");
        }
        int number = Integer.parseInt(rest.substring(0, count));
        rest = rest.substring(count);
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int within(int number, int least, int most, String what) {
        if (number < least || number > most) {
            throw new Misfit(what);
        }
        return number;
    }

    private int name(int count, IntFunction<String> names) {
        for (int i = 0; i < count; i++) {
            String name = names.apply(i);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i;
            }
        }
        throw new Misfit("");
    }

    /** Seconds may have a fraction that the layout does not mention. */
    private void second(int fewest, LayoutToken.Element next) {
        parts.second = within(digits(fewest, 2), 0, 59, "second");
        boolean isExpected = next == LayoutToken.Element.FRACTION || next == LayoutToken.Element.SHORT_FRACTION;
        if (!isExpected) {
            optionalFraction();
        }
    }

    private void optionalFraction() {
        boolean present =
                rest.length() >= 2 && (rest.charAt(0) == '.' || rest.charAt(0) == ',') && isDigit(rest.charAt(1));
        if (!present) {
            return;
        }
        int count = 1;
        while (count + 1 < rest.length() && isDigit(rest.charAt(count + 1))) {
            count++;
        }
        fraction(count);
    }

    private void fraction(int count) {
        if (rest.length() < count + 1 || rest.charAt(0) != '.' && rest.charAt(0) != ',') {
            throw new Misfit("");
        }
        String digits = rest.substring(1, count + 1);
        if (!digits.chars().allMatch(c -> isDigit((char) c))) {
            throw new Misfit("");
        }
        parts.nanosecond = Integer.parseInt((digits + "000000000").substring(0, 9));
        rest = rest.substring(count + 1);
    }

    private void half(String morning, String afternoon) {
        if (rest.startsWith(afternoon)) {
            parts.isAfternoon = true;
        } else if (rest.startsWith(morning)) {
            parts.isMorning = true;
        } else {
            throw new Misfit("");
        }
        rest = rest.substring(2);
    }

    private void offset(LayoutToken token) {
        if (token.element() == LayoutToken.Element.OFFSET_OR_Z && rest.startsWith("Z")) {
            rest = rest.substring(1);
            parts.isUtc = true;
            return;
        }
        String form = token.text().substring(1);
        if (rest.length() < form.length() + 1) {
            throw new Misfit("");
        }
        String written = rest.substring(1, form.length() + 1);
        for (int i = 0; i < form.length(); i++) {
            boolean isColon = form.charAt(i) == ':';
            if (isColon ? written.charAt(i) != ':' : !isDigit(written.charAt(i))) {
                throw new Misfit("");
            }
        }
        String plain = written.replace(":", "") + "0000";
        int hours = within(Integer.parseInt(plain.substring(0, 2)), 0, 24, "time zone offset hour");
        int minutes = within(Integer.parseInt(plain.substring(2, 4)), 0, 60, "time zone offset minute");
        int seconds = within(Integer.parseInt(plain.substring(4, 6)), 0, 60, "time zone offset second");
        int size = (hours * 60 + minutes) * 60 + seconds;
        parts.offset = switch (rest.charAt(0)) {
            case '+' -> size;
            case '-' -> -size;
            default -> throw new Misfit("");
        };
        parts.hasOffset = true;
        rest = rest.substring(form.length() + 1);
    }

    /** {@code UTC}, an abbreviation of three to five capitals, or {@code GMT-8}. */
    private void zone() {
        if (rest.startsWith("UTC")) {
            parts.isUtc = true;
            rest = rest.substring(3);
            return;
        }
        int length = ZoneAbbreviation.length(rest);
        if (length == 0) {
            throw new Misfit("");
        }
        parts.zoneName = rest.substring(0, length);
        rest = rest.substring(length);
    }
}
