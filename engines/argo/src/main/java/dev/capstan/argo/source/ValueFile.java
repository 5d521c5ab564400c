package dev.capstan.argo.source;

import dev.capstan.tree.FileTree;

/** A values file that was found. */
public sealed interface ValueFile {
    /** As the Application names it, or as it was found for a pattern. */
    String shown();

    /**
     * In a repository.
     *
     * @param path links followed
     */
    record Local(String shown, FileTree tree, String path) implements ValueFile {}

    /**
     * Somewhere else; by {@code http} or {@code https}.
     *
     * @param shown the URL without a user and a password that it may name
     */
    record Remote(String shown, String url) implements ValueFile {
        @Override
        public String toString() {
            return shown;
        }
    }
}
