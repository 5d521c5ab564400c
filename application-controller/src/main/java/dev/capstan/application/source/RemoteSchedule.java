package dev.capstan.application.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When remotes are looked at: each once per interval, however many Applications read from it, and not all at the same moment. Not for
 * several threads.
 *
 * @param <R> what a remote is told by
 */
public final class RemoteSchedule<R> {
    /** Argo CD's: an interval is longer by up to this, and never by more than half of itself. */
    private static final Duration MOST_JITTER = Duration.ofSeconds(60);

    private final Map<R, Look> looks = new HashMap<>();

    private record Look(Instant last, int number) {
        Instant next(Object remote, Duration interval) {
            long most = Math.min(MOST_JITTER.toMillis(), interval.toMillis() / 2);
            long spread = most == 0 ? 0 : Math.floorMod(31L * remote.hashCode() + 7919L * number, most);
            return last.plus(interval).plusMillis(spread);
        }
    }

    /**
     * Which remotes are to be looked at now; each of them is taken as looked at from now on. One that comes into use has just been asked
     * by the one who uses it, so it is due an interval later.
     *
     * @param inUse all of them; others are forgotten
     * @param interval zero for never
     */
    public List<R> due(Set<R> inUse, Duration interval, Instant now) {
        looks.keySet().retainAll(inUse);
        var due = new ArrayList<R>();
        for (R remote : inUse) {
            Look known = looks.get(remote);
            if (known == null) {
                looks.put(remote, new Look(now, 0));
            } else if (interval.isPositive() && !known.next(remote, interval).isAfter(now)) {
                looks.put(remote, new Look(now, known.number() + 1));
                due.add(remote);
            }
        }
        return List.copyOf(due);
    }

    /** When the next remote is due; empty when none ever is. */
    public Optional<Instant> next(Duration interval) {
        return interval.isPositive()
                ? looks.entrySet().stream()
                        .map(look -> look.getValue().next(look.getKey(), interval))
                        .min(Instant::compareTo)
                : Optional.empty();
    }
}
