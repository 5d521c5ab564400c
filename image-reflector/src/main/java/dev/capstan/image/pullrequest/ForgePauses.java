package dev.capstan.image.pullrequest;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.forge.ForgeFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Automations whose forge wants to be left alone for a while. It said so to their login, so others are not held back. Used by several threads. */
final class ForgePauses {
    private final InstantSource clock;
    private final Map<ObjectKey, Pause> pauses = new ConcurrentHashMap<>();

    private record Pause(Instant end, ForgeFailure why) {}

    ForgePauses(InstantSource clock) {
        this.clock = clock;
    }

    /** Why the forge is not asked now; empty when it may be. */
    Optional<ForgeFailure> of(ObjectKey automation) {
        return Optional.ofNullable(pauses.get(automation))
                .filter(pause -> pause.end().isAfter(clock.instant()))
                .map(Pause::why);
    }

    /** The forge answered an automation so. */
    void told(ObjectKey automation, ForgeFailure failure) {
        var now = clock.instant();
        pauses.values().removeIf(pause -> !pause.end().isAfter(now));
        failure.leftAloneFor().ifPresent(wait -> pauses.put(automation, new Pause(now.plus(wait), failure)));
    }

    /** An automation is gone. */
    void forget(ObjectKey automation) {
        pauses.remove(automation);
    }
}
