package dev.capstan.promotion.gate;

import java.time.Duration;

/** Durations as people say them. */
public final class Words {
    private Words() {}

    /** {@code 45s}, {@code 7m}, {@code 1h30m}, {@code 2d3h}; what is smaller than a second, or than a minute of hours, is left out. */
    public static String of(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + rest(seconds % 60, "s");
        }
        long minutes = seconds / 60;
        if (minutes < 24 * 60) {
            return minutes / 60 + "h" + rest(minutes % 60, "m");
        }
        long hours = minutes / 60;
        return hours / 24 + "d" + rest(hours % 24, "h");
    }

    private static String rest(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
