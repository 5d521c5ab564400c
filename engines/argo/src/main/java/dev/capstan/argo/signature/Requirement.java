package dev.capstan.argo.signature;

import java.util.Set;

/** What a project demands of the commits of one repository. */
public sealed interface Requirement {
    /** Nothing. */
    record NothingDemanded() implements Requirement {}

    /**
     * Signatures by certain keys; of nobody when the set is empty.
     *
     * @param isStrict whether the whole history must be signed, not the revision alone
     */
    record Signed(boolean isStrict, Set<AllowedKey> keys) implements Requirement {
        /** Copies the set. */
        public Signed {
            keys = Set.copyOf(keys);
        }
    }

    /**
     * What is demanded cannot be told, so nothing is let through.
     *
     * @param why in Argo CD's words
     */
    record Contradictory(String why) implements Requirement {}
}
