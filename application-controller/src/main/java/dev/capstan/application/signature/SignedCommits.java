package dev.capstan.application.signature;

import dev.capstan.argo.signature.AllowedKey;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.argo.source.ApplicationSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at signatures. Called by several threads; nothing is thrown for what a repository holds. */
@FunctionalInterface
public interface SignedCommits {
    /** Looks at what a revision is. */
    Looked look(Question question);

    /**
     * What is asked.
     *
     * @param source a Git source. Where its {@code targetRevision} means an annotated tag, the tag's signature counts
     * @param project of the Application
     * @param commit that {@code targetRevision} means
     * @param keys public keys, by names for messages; a name that ends with {@code .sshpub} is one of an SSH key
     * @param preferred ids of keys by which a signature is called also where a subkey of theirs has made it
     * @param isStrict whether all that came before is looked at as well, back to commits that are sealed by one of the preferred keys
     */
    record Question(
            ApplicationSource source,
            String project,
            String commit,
            Map<String, byte[]> keys,
            Set<AllowedKey> preferred,
            boolean isStrict) {
        /** Copies map and set. */
        public Question {
            keys = Map.copyOf(keys);
            preferred = Set.copyOf(preferred);
        }

        @Override
        public String toString() {
            return "signature of " + commit;
        }
    }

    /** What looking gives. */
    sealed interface Looked {
        /** Newest first. */
        record Revisions(List<SignedRevision> revisions) implements Looked {
            /** Copies the list. */
            public Revisions {
                revisions = List.copyOf(revisions);
            }
        }

        /**
         * It cannot be told.
         *
         * @param why for people
         */
        record Failed(String why) implements Looked {}
    }
}
