package dev.capstan.application.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.refresh.RefreshDecision;
import dev.capstan.application.refresh.RefreshDecision.Due;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.runtime.schedule.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * When Applications are looked at although nothing has changed. Remotes that answer are looked at elsewhere, once for all; here is what one
 * Application alone needs: another try when it could not be compared, and to be rendered anew in every {@code timeout.hard.reconciliation}.
 * Thread-safe for different Applications.
 */
final class Refreshes {
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);

    /** Where Applications are not looked at without reason, failures are tried again all the same. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final ConcurrentMap<ObjectKey, Times> times = new ConcurrentHashMap<>();

    /**
     * What is known of an Application.
     *
     * @param rendered when everything was rendered anew, or it was seen first
     * @param failures how often it could not be compared in a row
     * @param retry when that is tried again
     */
    private record Times(Instant rendered, int failures, Optional<Instant> retry) {}

    /** How thoroughly an Application is looked at now. */
    RefreshLevel level(ApplicationObject application, Optional<String> requested, ArgoSettings settings, Instant now) {
        ObjectKey key = keyOf(application);
        Times known = times.computeIfAbsent(key, _ -> new Times(now, 0, Optional.empty()));
        RefreshLevel level = RefreshDecision.of(application, requested, due(known, settings, now));
        if (level == RefreshLevel.HARD) {
            times.put(key, new Times(now, known.failures(), known.retry()));
        }
        return level;
    }

    private static Due due(Times known, ArgoSettings settings, Instant now) {
        if (hard(known, settings).filter(time -> !time.isAfter(now)).isPresent()) {
            return Due.HARD;
        }
        return known.retry().filter(time -> !time.isAfter(now)).isPresent() ? Due.NORMAL : Due.NOT_YET;
    }

    private static Optional<Instant> hard(Times known, ArgoSettings settings) {
        Duration interval = settings.hardReconciliation();
        return interval.isZero()
                ? Optional.empty()
                : Optional.of(known.rendered().plus(interval));
    }

    /**
     * Takes note of how a look ended.
     *
     * @param isFailed whether the Application could not be compared
     * @return when it is looked at again although nothing has changed; empty when a change will tell
     */
    Optional<Instant> looked(ApplicationObject application, boolean isFailed, ArgoSettings settings, Instant now) {
        Times known = times.compute(keyOf(application), (_, before) -> {
            Instant rendered = before == null ? now : before.rendered();
            if (!isFailed) {
                return new Times(rendered, 0, Optional.empty());
            }
            int failures = before == null ? 0 : before.failures();
            Optional<Instant> pending =
                    before == null ? Optional.empty() : before.retry().filter(now::isBefore);
            return pending.isPresent()
                    ? before
                    : new Times(rendered, failures + 1, Optional.of(now.plus(wait(failures + 1, settings))));
        });
        return Stream.of(known.retry(), hard(known, settings))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private static Duration wait(int failures, ArgoSettings settings) {
        Duration interval = settings.reconciliation();
        Duration longest = interval.isZero() || interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
        Duration first = FIRST_TRY.compareTo(longest) < 0 ? FIRST_TRY : longest;
        return new Backoff(first, longest).after(failures);
    }

    /** The Application is gone. */
    void forget(ObjectKey application) {
        times.remove(application);
    }

    private static ObjectKey keyOf(ApplicationObject application) {
        return new ObjectKey(application.namespace(), application.name());
    }
}
