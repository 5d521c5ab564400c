package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Keeps two writers that fight over an object from burning the cluster: the first repairs of an object come at once,
 * further ones after growing pauses, until the object was quiet for a while.
 */
final class DriftDamping {

    private static final int FREE = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final int REMEMBERED = 4096;

    private record Unrest(int times, Instant last) {}

    private final LinkedHashMap<ObjectId, Unrest> unrest = new LinkedHashMap<>();

    /** How long to wait before what happened to that object now is reported. */
    synchronized Duration pauseFor(ObjectId id, Instant now) {
        Unrest before = unrest.remove(id);
        int times = before == null || before.last().plus(QUIET).isBefore(now) ? 1 : before.times() + 1;
        unrest.put(id, new Unrest(times, now));
        if (unrest.size() > REMEMBERED) {
            unrest.pollFirstEntry();
        }
        if (times <= FREE) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - FREE - 1, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
