package dev.capstan.apply.watch;

import dev.capstan.apply.drift.Drift;
import java.util.Optional;

/**
 * What a report about an object changed.
 *
 * @param isNews whether it was newer than what was known
 * @param before how the object was before, when it was there
 * @param drift the difference from what was applied, when it is to be reported
 * @param isExpected whether it is to be there on behalf of anybody
 * @param hasExpired whether it ended as it was meant to: it had finished, and its time to live was over
 */
record Sighting(
        boolean isNews,
        Optional<ObservedObject> before,
        Optional<Drift> drift,
        boolean isExpected,
        boolean hasExpired) {

    private static final Sighting NO_NEWS = new Sighting(false, Optional.empty(), Optional.empty(), false, false);

    /** What was known already, or is older than that. */
    static Sighting noNews() {
        return NO_NEWS;
    }
}
