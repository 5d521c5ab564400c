package dev.capstan.apply.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does at once what is to be done within a minute, and remembers how long it should have waited. */
final class ImpatientTimer extends Timer {

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    ImpatientTimer(FaultLog faults) {
        super(faults);
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    Planned in(Duration delay, String what, Runnable step) {
        if (delay.compareTo(Duration.ofMinutes(1)) > 0) {
            return super.in(delay, what, step);
        }
        pauses.add(delay);
        return super.in(Duration.ZERO, what, step);
    }
}
