package dev.capstan.applier.health;

import dev.capstan.api.meta.KindRef;
import java.time.Duration;
import java.util.List;

/**
 * What a spec says of waiting for health.
 *
 * @param waitsForAll whether everything that was applied must become healthy; then nothing else is listed
 * @param listed the objects to wait for; one without a namespace lies in that of the object that lists it
 * @param rulebook rules of the spec, which come before the built-in ones
 * @param timeout of the wait
 * @param failFast whether the first failed object ends the wait
 */
public record HealthChecks(
        boolean waitsForAll, List<KindRef> listed, HealthRulebook rulebook, Duration timeout, boolean failFast) {

    /** Copies the list. */
    public HealthChecks {
        listed = List.copyOf(listed);
    }
}
