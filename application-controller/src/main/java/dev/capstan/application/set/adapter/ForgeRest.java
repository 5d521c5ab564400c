package dev.capstan.application.set.adapter;

import dev.capstan.forge.ForgeFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Forges that want to be left alone, and how long. */
final class ForgeRest {
    private final InstantSource clock;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    ForgeRest(InstantSource clock) {
        this.clock = clock;
    }

    /** Why a forge is not asked now; empty when it may be. */
    Optional<String> refusal(URI api) {
        Instant now = clock.instant();
        return Optional.ofNullable(until.get(api.getAuthority()))
                .filter(now::isBefore)
                .map(end -> "'" + api.getHost() + "' wants fewer requests; it is asked again in "
                        + Math.max(1, Duration.between(now, end).toSeconds()) + "s");
    }

    /** Takes note of a failure. */
    void met(URI api, ForgeFailure failure) {
        failure.leftAloneFor()
                .ifPresent(
                        pause -> until.put(api.getAuthority(), clock.instant().plus(pause)));
    }
}
