package dev.capstan.cli.inspection;

import java.util.Locale;
import java.util.Optional;

/**
 * One answer of a check.
 *
 * @param level how it came out
 * @param subject what was looked at
 * @param message what was seen
 * @param fix what helps; empty where nothing is wrong
 */
public record Finding(Level level, String subject, String message, Optional<String> fix) {

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, and somebody should know. */
        WARNING,
        /** Does not work. */
        FAILED;

        /** As it stands in outputs for programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As it should be. */
    public static Finding ok(String subject, String message) {
        return new Finding(Level.OK, subject, message, Optional.empty());
    }

    /** Works, and somebody should know. */
    public static Finding warning(String subject, String message, String fix) {
        return new Finding(Level.WARNING, subject, message, Optional.of(fix));
    }

    /** Does not work. */
    public static Finding failed(String subject, String message, String fix) {
        return new Finding(Level.FAILED, subject, message, Optional.of(fix));
    }

    /** Whether something does not work. */
    public boolean hasFailed() {
        return level == Level.FAILED;
    }

    /** In one line. */
    public String line() {
        return subject + ": " + message + fix.map(help -> ". " + help).orElse("");
    }
}
