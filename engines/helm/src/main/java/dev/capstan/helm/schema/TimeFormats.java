package dev.capstan.helm.schema;

import java.time.YearMonth;
import java.util.Optional;

/** Formats of dates and times. */
final class TimeFormats {
    private static final String DATE = "2006-01-02";

    private TimeFormats() {}

    static Optional<String> date(String text) {
        String prefix = "parsing time " + SchemaText.doubleQuote(text) + " as \"" + DATE + "\": ";
        String cannot = " as \"%s\"";
        String[] parts = {"2006", "-", "01", "-", "02"};
        int at = 0;
        for (String part : parts) {
            int end = Math.min(text.length(), at + part.length());
            String piece = text.substring(at, end);
            boolean fits = part.equals("-")
                    ? piece.equals("-")
                    : piece.length() == part.length() && piece.chars().allMatch(Formats::isDigit);
            if (!fits) {
                return Optional.of(
                        prefix + "cannot parse " + SchemaText.doubleQuote(text.substring(at)) + cannot.formatted(part));
            }
            if (part.equals("01") && (Integer.parseInt(piece) < 1 || Integer.parseInt(piece) > 12)) {
                return Optional.of("parsing time " + SchemaText.doubleQuote(text) + ": month out of range");
            }
            at = end;
        }
        if (at < text.length()) {
            return Optional.of("parsing time " + SchemaText.doubleQuote(text) + ": extra text: "
                    + SchemaText.doubleQuote(text.substring(at)));
        }
        int day = Integer.parseInt(text.substring(8, 10));
        var month = YearMonth.of(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(5, 7)));
        return month.isValidDay(day)
                ? Optional.empty()
                : Optional.of("parsing time " + SchemaText.doubleQuote(text) + ": day out of range");
    }

    static Optional<String> time(String text) {
        if (text.length() < 9) {
            return Optional.of("less than 9 characters long");
        }
        if (text.charAt(2) != ':' || text.charAt(5) != ':') {
            return Optional.of("missing colon in correct place");
        }
        Optional<int[]> clock = numbers(text.substring(0, 8), 3);
        if (clock.isEmpty()) {
            return Optional.of("invalid hour/min/sec");
        }
        int hour = clock.get()[0];
        int minute = clock.get()[1];
        int second = clock.get()[2];
        if (hour > 23 || minute > 59 || second > 60) {
            return Optional.of("hour/min/sec out of range");
        }
        String rest = text.substring(8);
        if (rest.startsWith(".")) {
            int digits = digits(rest, 1);
            if (digits == 0) {
                return Optional.of("no digits in second fraction");
            }
            rest = rest.substring(1 + digits);
        }
        int minutes = hour * 60 + minute;
        if (!rest.equalsIgnoreCase("z")) {
            Optional<String> wrong = offset(rest);
            if (wrong.isPresent()) {
                return wrong;
            }
            int[] offset = numbers(rest.substring(1), 2).orElseThrow();
            int sign = rest.charAt(0) == '+' ? -1 : 1;
            minutes += sign * (offset[0] * 60 + offset[1]);
            minutes = minutes < 0 ? minutes + 24 * 60 : minutes;
        }
        return second >= 60 && (minutes / 60 != 23 || minutes % 60 != 59)
                ? Optional.of("invalid leap second")
                : Optional.empty();
    }

    private static Optional<String> offset(String text) {
        if (text.length() != 6) {
            return Optional.of("offset must be 6 characters long");
        }
        if (text.charAt(0) != '+' && text.charAt(0) != '-') {
            return Optional.of("offset must begin with plus/minus");
        }
        if (text.charAt(3) != ':') {
            return Optional.of("missing colon in offset in correct place");
        }
        Optional<int[]> offset = numbers(text.substring(1), 2);
        if (offset.isEmpty()) {
            return Optional.of("invalid hour/min in offset");
        }
        return offset.get()[0] > 23 || offset.get()[1] > 59
                ? Optional.of("hour/min in offset out of range")
                : Optional.empty();
    }

    private static Optional<int[]> numbers(String text, int count) {
        String[] parts = text.split(":", count);
        var numbers = new int[count];
        for (int i = 0; i < count; i++) {
            if (parts.length != count || !parts[i].matches("[0-9]{1,4}")) {
                return Optional.empty();
            }
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return Optional.of(numbers);
    }

    static Optional<String> dateTime(String text) {
        if (text.length() < 20) {
            return Optional.of("less than 20 characters long");
        }
        if (text.charAt(10) != 't' && text.charAt(10) != 'T') {
            return Optional.of("11th character must be t or T");
        }
        return date(text.substring(0, 10))
                .map(wrong -> "invalid date element: " + wrong)
                .or(() -> time(text.substring(11)).map(wrong -> "invalid time element: " + wrong));
    }

    static Optional<String> duration(String text) {
        if (!text.startsWith("P")) {
            return Optional.of("must start with P");
        }
        String rest = text.substring(1);
        if (rest.isEmpty()) {
            return Optional.of("nothing after P");
        }
        if (rest.endsWith("W")) {
            String weeks = rest.substring(0, rest.length() - 1);
            if (weeks.isEmpty()) {
                return Optional.of("no number in week");
            }
            return weeks.chars().allMatch(Formats::isDigit) ? Optional.empty() : Optional.of("invalid week");
        }
        String[] units = {"YMD", "HMS"};
        String[] halves = rest.split("T", -1);
        for (int i = 0; i < halves.length; i++) {
            if (i > 0 && halves[i].isEmpty()) {
                return Optional.of("no time elements");
            }
            if (i >= units.length) {
                return Optional.of("more than one T");
            }
            Optional<String> wrong = elements(halves[i], units[i]);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> elements(String text, String allUnits) {
        String units = allUnits;
        int at = 0;
        while (at < text.length()) {
            int digits = digits(text, at);
            if (digits == 0) {
                return Optional.of("missing number");
            }
            at += digits;
            if (at == text.length()) {
                return Optional.of("missing unit");
            }
            char unit = text.charAt(at++);
            int place = units.indexOf(unit);
            if (place < 0) {
                return Optional.of(
                        allUnits.indexOf(unit) >= 0
                                ? "unit " + Formats.character(unit) + " out of order"
                                : "invalid unit " + Formats.character(unit));
            }
            units = units.substring(place + 1);
        }
        return Optional.empty();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && Formats.isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    static Optional<String> period(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.of("missing slash");
        }
        String start = text.substring(0, slash);
        String end = text.substring(slash + 1);
        if (start.startsWith("P")) {
            return duration(start)
                    .map(wrong -> "invalid start duration: " + wrong)
                    .or(() -> dateTime(end).map(wrong -> "invalid end date-time: " + wrong));
        }
        return dateTime(start)
                .map(wrong -> "invalid start date-time: " + wrong)
                .or(() -> end.startsWith("P")
                        ? duration(end).map(wrong -> "invalid end duration: " + wrong)
                        : dateTime(end).map(wrong -> "invalid end date-time: " + wrong));
    }
}
