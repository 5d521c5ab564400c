package dev.capstan.argo.schedule;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one field of a schedule: lists of {@code *}, {@code a}, {@code a-b}, {@code a/n}, {@code a-b/n}, {@code *}{@code /n}. */
enum CronFieldReader {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of the month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    DAY_OF_WEEK("day of the week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final String title;
    private final int least;
    private final int most;
    private final List<String> names;

    CronFieldReader(String title, int least, int most, List<String> names) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    CronField read(String text) throws MalformedScheduleException {
        long bits = 0;
        boolean isStar = false;
        for (String item : text.split(",", -1)) {
            if (!item.isEmpty()) {
                CronField field = item(item);
                bits |= field.bits();
                isStar |= field.isStar();
            }
        }
        if (bits == 0) {
            throw malformed(text, "is empty");
        }
        return new CronField(bits, isStar);
    }

    private CronField item(String item) throws MalformedScheduleException {
        String[] parts = item.split("/", -1);
        if (parts.length > 2) {
            throw malformed(item, "has two steps");
        }
        String[] ends = parts[0].split("-", -1);
        boolean isAll = parts[0].equals("*") || parts[0].equals("?");
        if (ends.length > 2) {
            throw malformed(item, "has two hyphens");
        }
        int step = parts.length == 2 ? number(item, parts[1]) : 1;
        if (step == 0) {
            throw malformed(item, "has a step of 0");
        }
        int low = isAll ? least : value(item, ends[0]);
        boolean isOpen = isAll || ends.length == 1 && parts.length == 2;
        int high = isOpen ? most : value(item, ends[ends.length - 1]);
        if (low > high) {
            throw malformed(item, "goes backwards");
        }
        long bits = 0;
        for (int i = low; i <= high; i += step) {
            bits |= 1L << i;
        }
        return new CronField(bits, isAll && step == 1);
    }

    private int value(String item, String text) throws MalformedScheduleException {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = name >= 0 ? name + least : number(item, text);
        if (value < least || value > most) {
            String hint = this == DAY_OF_WEEK && value == 7 ? "; Sunday is 0" : "";
            throw malformed(item, "is not from " + least + " to " + most + hint);
        }
        return value;
    }

    private int number(String item, String text) throws MalformedScheduleException {
        if (!NUMBER.matcher(text).matches()) {
            throw malformed(item, "is not a number" + (names.isEmpty() ? "" : " or a name of three letters"));
        }
        return Integer.parseInt(text);
    }

    private MalformedScheduleException malformed(String item, String why) {
        return new MalformedScheduleException("its " + title + " '" + item + "' " + why);
    }
}
