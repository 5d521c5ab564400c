package dev.capstan.application.deletion;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** How far the deletion of an Application is. */
public sealed interface DeletionOutcome {
    /**
     * It waits for the cluster or for people.
     *
     * @param lookAgain when to look again although nothing changed; empty when a change will tell
     */
    record Waiting(String message, Optional<Instant> lookAgain) implements DeletionOutcome {}

    /**
     * These finalizers come off now. If others of ours remain, the deletion goes on at once.
     *
     * @param note what people should know about it, for an event; empty for nothing
     */
    record Release(Set<String> finalizers, String note) implements DeletionOutcome {
        /** Copies the set. */
        public Release {
            finalizers = Set.copyOf(finalizers);
        }
    }

    /**
     * It does not go on: a {@code DeletionError}.
     *
     * @param message names the cause and the way out
     */
    record Failed(String message, Instant lookAgain) implements DeletionOutcome {}
}
