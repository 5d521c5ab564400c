package dev.capstan.promotion.gate;

import dev.capstan.api.promotion.PromotionWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads windows as they stand in a spec. */
public final class Windows {
    private static final String END_OF_DAY = "24:00";
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private Windows() {}

    /** What reading gives. */
    public sealed interface Read {
        record Usable(List<TimeWindow> windows) implements Read {
            /** Copies the list. */
            public Usable {
                windows = List.copyOf(windows);
            }
        }

        record Unusable(String why) implements Read {}
    }

    /** Reads all of them, or says what is wrong with the first that is not usable. */
    public static Read read(List<PromotionWindow> windows) {
        try {
            return new Read.Usable(windows.stream().map(Windows::window).toList());
        } catch (DateTimeException unreadable) {
            return new Read.Unusable(String.valueOf(unreadable.getMessage()));
        }
    }

    private static TimeWindow window(PromotionWindow window) {
        return new TimeWindow(days(window.days()), time(window.from()), time(window.to()), zone(window.timeZone()));
    }

    private static Set<DayOfWeek> days(List<String> names) {
        return names.isEmpty()
                ? EnumSet.allOf(DayOfWeek.class)
                : names.stream().map(Windows::day).collect(Collectors.toSet());
    }

    private static DayOfWeek day(String name) {
        int index = DAYS.indexOf(name);
        if (index < 0) {
            throw new DateTimeException("'" + name + "' is no day; days are " + String.join(", ", DAYS));
        }
        return DayOfWeek.of(index + 1);
    }

    private static LocalTime time(@Nullable String text) {
        if (text == null || text.equals(END_OF_DAY)) {
            return LocalTime.MIDNIGHT;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException unreadable) {
            throw new DateTimeException("'" + text + "' is no time; times look like 08:30", unreadable);
        }
    }

    private static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new DateTimeException(
                    "'" + name + "' is no time zone; time zones are called as Europe/Berlin or UTC", unknown);
        }
    }
}
