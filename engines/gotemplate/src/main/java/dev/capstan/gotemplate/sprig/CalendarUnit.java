package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code time.Month} or {@code time.Weekday}: a number with a name.
 *
 * @param type which of the two
 * @param number of the month from 1, of the weekday from Sunday, which is 0
 * @param text the English name
 */
record CalendarUnit(GoType type, int number, String text) implements GoObject {

    private static final GoType MONTH = GoType.named("time.Month", GoType.INT);
    private static final GoType WEEKDAY = GoType.named("time.Weekday", GoType.INT);

    static CalendarUnit month(int number) {
        return new CalendarUnit(MONTH, number, monthName(number));
    }

    static CalendarUnit weekday(int number) {
        return new CalendarUnit(WEEKDAY, number, weekdayName(number));
    }

    static String monthName(int number) {
        return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String weekdayName(int number) {
        return DayOfWeek.of(number == 0 ? 7 : number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @Override
    public Object underlying() {
        return Int.of(number);
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return name.equals("String") ? GoFunction.of((_, _) -> text) : null;
    }
}
