package dev.capstan.helm.release.state;

import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who may still be at work on a release whose record says that an action is under way. Asked only when this process
 * runs no action on it itself.
 *
 * @param successorOf field managers whose place we have taken: none of their processes is at work when we are
 * @param silence how long another tool may write nothing before it counts as dead
 */
public record Holders(Set<String> successorOf, Duration silence) {

    /**
     * Helm writes the record before each hook and at the end, and waits five minutes for one thing unless it is told
     * otherwise; a command that has been silent for longer is gone.
     */
    private static final Duration HELM_IS_SILENT = Duration.ofMinutes(6);

    public Holders {
        successorOf = Set.copyOf(successorOf);
    }

    /** Those of a controller that has taken Flux's place: Flux is gone, people with the Helm command are not. */
    public static Holders inPlaceOfFlux() {
        return new Holders(Set.of("helm-controller"), HELM_IS_SILENT);
    }

    /**
     * Until when the process that began the action may be at work; empty when it is dead: a process of Capstan, of
     * which only one works at a time and is fenced off by the record's version, or one whose place we have taken. A record
     * from the future says nothing of when it was written: its writer counts as dead, or a clock could hold a release for years.
     */
    Optional<Instant> livingUntil(StoredRecord stored, Instant now) {
        boolean isGone = !stored.holder().process().isEmpty()
                || successorOf.contains(stored.holder().fieldManager());
        return isGone
                ? Optional.empty()
                : stored.writtenAt()
                        .or(() -> stored.record().lastDeployed())
                        .filter(since -> !since.isAfter(now.plus(silence)))
                        .map(since -> since.plus(silence))
                        .filter(until -> until.isAfter(now));
    }
}
