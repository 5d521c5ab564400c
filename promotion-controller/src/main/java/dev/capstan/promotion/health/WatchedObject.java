package dev.capstan.promotion.health;

import java.util.Optional;

/**
 * An object that shows whether an environment is healthy.
 *
 * @param name kind, namespace and name, for people
 * @param seen what the cluster has of it; empty when it is missing
 */
public record WatchedObject(String name, Optional<Seen> seen) {

    /** What a {@code Ready} condition says. */
    public enum Ready {
        /** All is well. */
        YES,
        /** It failed. */
        NO,
        /** It is being worked on, or says nothing. */
        UNKNOWN
    }

    /**
     * An object that is there.
     *
     * @param readyMessage of the condition
     * @param isObserved whether the status is about the object as it is declared now
     * @param isSuspended whether it is left alone by its controller, so that its status may be old
     * @param commit of the Git revision that it shows; empty when it shows none
     * @param showsRevision whether its kind shows revisions
     */
    public record Seen(
            Ready ready,
            String readyMessage,
            boolean isObserved,
            boolean isSuspended,
            boolean isBeingDeleted,
            Optional<String> commit,
            boolean showsRevision) {}
}
