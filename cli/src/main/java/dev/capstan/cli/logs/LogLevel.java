package dev.capstan.cli.logs;

import java.util.Arrays;
import java.util.Locale;

/** How important a line is, the least first. */
enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** The level with that name; a name that nobody knows is taken for info. */
    static LogLevel of(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(level -> name.startsWith(level.name()))
                .findFirst()
                .orElse(name.equals("TRACE") ? DEBUG : INFO);
    }

    /** As it stands in lines. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
