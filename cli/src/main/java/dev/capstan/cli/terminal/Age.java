package dev.capstan.cli.terminal;

import java.time.Duration;

/** How long ago something was, as kubectl writes it. */
public final class Age {

    private Age() {}

    /** The largest unit that fits, seconds up to two minutes; what lies ahead counts as now. */
    public static String inWords(Duration age) {
        if (age.toSeconds() < 120) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
