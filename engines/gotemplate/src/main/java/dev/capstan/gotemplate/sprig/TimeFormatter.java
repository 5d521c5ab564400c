package dev.capstan.gotemplate.sprig;

import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes times as layouts say. */
final class TimeFormatter {

    private TimeFormatter() {}

    static String format(TimeValue value, String layout) {
        StringBuilder out = new StringBuilder(layout.length() + 16);
        OffsetDateTime time = value.dateTime();
        for (LayoutToken token : TimeLayout.tokens(layout)) {
            append(out, token, time, value);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, LayoutToken token, OffsetDateTime time, TimeValue value) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        switch (token.element()) {
            case LITERAL -> out.append(token.text());
            case LONG_MONTH -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case MONTH -> out.append(CalendarUnit.monthName(time.getMonthValue()), 0, 3);
            case NUMBER_MONTH -> out.append(time.getMonthValue());
            case ZERO_MONTH -> padded(out, time.getMonthValue(), 2, '0');
            case LONG_WEEKDAY -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case WEEKDAY ->
                out.append(CalendarUnit.weekdayName(time.getDayOfWeek().getValue() % 7), 0, 3);
            case DAY -> out.append(time.getDayOfMonth());
            case UNDER_DAY -> padded(out, time.getDayOfMonth(), 2, ' ');
            case ZERO_DAY -> padded(out, time.getDayOfMonth(), 2, '0');
            case UNDER_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, '0');
            case HOUR -> padded(out, time.getHour(), 2, '0');
            case HOUR12 -> out.append(hour12);
            case ZERO_HOUR12 -> padded(out, hour12, 2, '0');
            case MINUTE -> out.append(time.getMinute());
            case ZERO_MINUTE -> padded(out, time.getMinute(), 2, '0');
            case SECOND -> out.append(time.getSecond());
            case ZERO_SECOND -> padded(out, time.getSecond(), 2, '0');
            case LONG_YEAR -> year(out, time.getYear());
            case YEAR -> padded(out, Math.floorMod(time.getYear(), 100), 2, '0');
            case UPPER_HALF -> out.append(time.getHour() < 12 ? "AM" : "PM");
            case LOWER_HALF -> out.append(time.getHour() < 12 ? "am" : "pm");
            case ZONE -> out.append(value.zone().abbreviation(time.toInstant()));
            case OFFSET, OFFSET_OR_Z -> offset(out, token, time.getOffset().getTotalSeconds());
            case FRACTION, SHORT_FRACTION -> fraction(out, token, time.getNano());
        }
    }

    private static void padded(StringBuilder out, int number, int width, char pad) {
        String digits = Integer.toString(number);
        out.repeat(pad, Math.max(0, width - digits.length())).append(digits);
    }

    private static void year(StringBuilder out, int year) {
        if (year < 0) {
            out.append('-');
        }
        padded(out, Math.abs(year), 4, '0');
    }

    private static void offset(StringBuilder out, LayoutToken token, int seconds) {
        if (token.element() == LayoutToken.Element.OFFSET_OR_Z && seconds == 0) {
            out.append('Z');
            return;
        }
        String form = token.text().substring(1);
        int size = Math.abs(seconds);
        String colon = form.indexOf(':') > 0 ? ":" : "";
        out.append(seconds / 60 < 0 ? '-' : '+');
        padded(out, size / 3600, 2, '0');
        if (form.length() > 2) {
            padded(out.append(colon), size / 60 % 60, 2, '0');
        }
        if (form.length() > 5) {
            padded(out.append(colon), size % 60, 2, '0');
        }
    }

    private static void fraction(StringBuilder out, LayoutToken token, int nanoseconds) {
        StringBuilder digits = new StringBuilder();
        padded(digits, nanoseconds, 9, '0');
        int length = token.text().length() - 1;
        digits.setLength(Math.min(length, 9));
        if (token.element() == LayoutToken.Element.SHORT_FRACTION) {
            while (!digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
                digits.setLength(digits.length() - 1);
            }
            if (digits.isEmpty()) {
                return;
            }
        } else {
            digits.repeat('0', length - digits.length());
        }
        out.append(token.text().charAt(0)).append(digits);
    }
}
