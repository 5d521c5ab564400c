package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.IdentityRequest;

/** Chooses the cluster and the identity of a release. Never falls back to other rights than those asked for. */
public interface ReleaseClusters {

    /** What was chosen. */
    sealed interface Choice {

        /** The cluster, with the rights to use. */
        record Usable(ReleaseCluster cluster) implements Choice {}

        /** The spec asks for something that cannot be; only its change helps. */
        record Refused(String message) implements Choice {}

        /** The account, or the Secret that leads to the cluster, is not there (yet, or any more). */
        record Missing(String message) implements Choice {}

        /** The cluster, or what leads to it, cannot be used now; a later try may succeed. */
        record Unavailable(String message) implements Choice {}
    }

    /** The choice for an object; what it needs stays open until the next choice for it, or {@link #release}. */
    Choice of(IdentityRequest request);

    /** Nothing is done for this object for the time being: what only it needed is closed. */
    void release(ObjectKey subject);
}
