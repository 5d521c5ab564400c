package dev.capstan.promotion.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of several times of the week must be open. */
public final class WindowGate {
    /** Its name for people; in the spec it is a list. */
    public static final String TYPE = "window";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ROOT);

    private WindowGate() {}

    private record Next(Instant begin, ZoneId zone) {}

    /**
     * The gate at a time.
     *
     * @param windows not empty
     */
    public static GateState at(Instant now, List<TimeWindow> windows) {
        Optional<Next> end = windows.stream()
                .flatMap(window -> window.openAt(now).map(it -> new Next(it.end(), window.zone())).stream())
                .max(Comparator.comparing(Next::begin));
        if (end.isPresent()) {
            return new GateState(
                    TYPE,
                    true,
                    "open until " + words(now, end.get()),
                    Optional.of(end.get().begin()));
        }
        Next next = windows.stream()
                .map(window -> new Next(window.nextAfter(now), window.zone()))
                .min(Comparator.comparing(Next::begin))
                .orElseThrow();
        return new GateState(TYPE, false, "outside the window until " + words(now, next), Optional.of(next.begin()));
    }

    private static String words(Instant now, Next next) {
        boolean isToday = LocalDate.ofInstant(now, next.zone()).equals(LocalDate.ofInstant(next.begin(), next.zone()));
        return (isToday ? TIME : DAY).format(next.begin().atZone(next.zone())) + " "
                + next.zone().getId();
    }
}
