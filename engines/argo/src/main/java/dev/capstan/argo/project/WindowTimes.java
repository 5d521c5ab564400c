package dev.capstan.argo.project;

import dev.capstan.argo.project.SyncWindow.Times;
import dev.capstan.argo.schedule.CronSchedule;
import dev.capstan.argo.schedule.GoDuration;
import dev.capstan.argo.schedule.RecurringWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads when a window is open. */
final class WindowTimes {
    private WindowTimes() {}

    /** A time zone that does not exist counts as UTC, as in Argo CD; anything else that cannot be read makes the window unusable. */
    static Times of(String kind, String schedule, String duration, String timeZone) {
        if (!kind.equals("allow") && !kind.equals("deny")) {
            return new Times.Unusable("the kind '" + kind + "' of a window is neither allow nor deny");
        }
        Optional<Duration> length = GoDuration.parse(duration);
        if (length.isEmpty()) {
            return new Times.Unusable("cannot parse duration '" + duration + "': durations look like 1h30m");
        }
        return switch (CronSchedule.parse(schedule)) {
            case CronSchedule.Parsed.Malformed(String why) ->
                new Times.Unusable("cannot parse schedule '" + schedule + "': " + why);
            case CronSchedule.Parsed.Usable(CronSchedule usable) -> {
                Optional<ZoneId> named = timeZone.isEmpty() ? Optional.of(ZoneOffset.UTC) : zone(timeZone);
                ZoneId clocks = usable.zone().or(() -> named).orElse(ZoneOffset.UTC);
                yield new Times.Usable(
                        new RecurringWindow(usable, length.get(), clocks),
                        named.isPresent() ? "" : "there is no time zone " + timeZone + "; UTC is used");
            }
        };
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
