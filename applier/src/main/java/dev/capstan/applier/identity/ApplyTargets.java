package dev.capstan.applier.identity;

import dev.capstan.api.meta.ObjectKey;

/** Chooses the cluster and the identity of an object. Never falls back to other rights than those asked for. */
public interface ApplyTargets {

    /** What was chosen. */
    sealed interface Choice {

        /** The cluster, with the rights to use. */
        record Usable(ApplyTarget target) implements Choice {}

        /** The spec asks for something that cannot be; only its change helps. */
        record Refused(String message) implements Choice {}

        /** The account is not there (yet, or any more). */
        record AccountMissing(String message) implements Choice {}

        /** The Secret that leads to the cluster is not there (yet, or any more). */
        record KubeconfigMissing(String message) implements Choice {}

        /** The cluster, or what leads to it, cannot be used now; a later try may succeed. */
        record Unavailable(String message) implements Choice {}
    }

    /**
     * The choice for an object. Of another cluster it also sees to it that what is managed there stays watched, until
     * the next choice for the same object or {@link #release}.
     */
    Choice of(IdentityRequest request);

    /** The choice for an object in the cluster of this controller, whatever cluster it is applied to. Keeps nothing. */
    Choice atHome(IdentityRequest request);

    /** Nothing is done for this object for the time being: what only it needed is closed. */
    void release(ObjectKey subject);
}
