package dev.capstan.yaml;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates and times in the notations that go-yaml accepts, printed as Go's JSON encoder prints times. */
final class GoTime {
    private GoTime() {}

    /** Cheap test: four digits and a dash. */
    static boolean looksLikeDate(String text) {
        return text.length() >= 8
                && text.charAt(4) == '-'
                && isDigit(text, 0)
                && isDigit(text, 1)
                && isDigit(text, 2)
                && isDigit(text, 3);
    }

    /** The time in the notation of RFC 3339 without needless zeros, or null when the text is not a date or time. */
    static @Nullable String rfc3339(String text) {
        OffsetDateTime time = parse(text);
        if (time == null) {
            return null;
        }
        StringBuilder out = new StringBuilder(35);
        pad(out, time.getYear(), 4).append('-');
        pad(out, time.getMonthValue(), 2).append('-');
        pad(out, time.getDayOfMonth(), 2).append('T');
        pad(out, time.getHour(), 2).append(':');
        pad(out, time.getMinute(), 2).append(':');
        pad(out, time.getSecond(), 2);
        if (time.getNano() != 0) {
            String nanos = pad(new StringBuilder(9), time.getNano(), 9).toString();
            int end = 9;
            while (nanos.charAt(end - 1) == '0') {
                end--;
            }
            out.append('.').append(nanos, 0, end);
        }
        int offset = time.getOffset().getTotalSeconds() / 60;
        if (offset == 0) {
            return out.append('Z').toString();
        }
        out.append(offset < 0 ? '-' : '+');
        pad(out, Math.abs(offset) / 60, 2).append(':');
        return pad(out, Math.abs(offset) % 60, 2).toString();
    }

    private static StringBuilder pad(StringBuilder out, int number, int width) {
        String digits = Integer.toString(number);
        return out.append("0".repeat(width - digits.length())).append(digits);
    }

    static @Nullable OffsetDateTime parse(String text) {
        return new Cursor(text).time();
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Walks over one text; a negative number stands for "not there". */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        @Nullable OffsetDateTime time() {
            int year = number(4, 4);
            int month = skip('-') ? number(1, 2) : -1;
            int day = skip('-') ? number(1, 2) : -1;
            if (year < 0 || month < 0 || day < 0) {
                return null;
            }
            if (at == text.length()) {
                return dateTime(year, month, day, 0, 0, 0, 0, 0);
            }
            boolean zoned = skip('T') || skip('t');
            if (!zoned && !skip(' ')) {
                return null;
            }
            int hour = number(1, 2);
            int minute = skip(':') ? number(1, 2) : -1;
            int second = skip(':') ? number(1, 2) : -1;
            if (hour < 0 || minute < 0 || second < 0) {
                return null;
            }
            int nanos = fraction();
            int offset = zoned ? offsetMinutes() : 0;
            if (at != text.length() || offset == Integer.MIN_VALUE) {
                return null;
            }
            return dateTime(year, month, day, hour, minute, second, nanos, offset);
        }

        private static @Nullable OffsetDateTime dateTime(
                int year, int month, int day, int hour, int minute, int second, int nanos, int offset) {
            try {
                return OffsetDateTime.of(
                        LocalDateTime.of(year, month, day, hour, minute, second, nanos),
                        ZoneOffset.ofTotalSeconds(offset * 60));
            } catch (DateTimeException outOfRange) {
                return null;
            }
        }

        private boolean skip(char expected) {
            if (at < text.length() && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }

        private int number(int fewest, int most) {
            int value = 0;
            int count = 0;
            while (count < most && isDigit(text, at)) {
                value = value * 10 + text.charAt(at) - '0';
                at++;
                count++;
            }
            return count >= fewest ? value : -1;
        }

        private int fraction() {
            boolean separated = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
            if (!separated || !isDigit(text, at + 1)) {
                return 0;
            }
            at++;
            int value = 0;
            int count = 0;
            while (isDigit(text, at)) {
                if (count < 9) {
                    value = value * 10 + text.charAt(at) - '0';
                    count++;
                }
                at++;
            }
            for (; count < 9; count++) {
                value *= 10;
            }
            return value;
        }

        /** The offset from UTC, or MIN_VALUE when there is none. */
        private int offsetMinutes() {
            if (skip('Z')) {
                return 0;
            }
            boolean negative = at < text.length() && text.charAt(at) == '-';
            if (!skip('+') && !skip('-')) {
                return Integer.MIN_VALUE;
            }
            int hours = number(2, 2);
            int minutes = skip(':') ? number(2, 2) : -1;
            if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59) {
                return Integer.MIN_VALUE;
            }
            int total = hours * 60 + minutes;
            return negative ? -total : total;
        }
    }
}
