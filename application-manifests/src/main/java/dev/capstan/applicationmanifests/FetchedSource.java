package dev.capstan.applicationmanifests;

import dev.capstan.tree.FileTree;

/** The files of one source. They can be read until they are closed. */
public sealed interface FetchedSource extends AutoCloseable {
    /** The commit, the digest or the version of the chart that was fetched, as {@code status.sync.revision} says it. */
    String revision();

    /** Says that nobody reads them any more; may be called again. */
    @Override
    void close();

    /**
     * A repository of Git, or what lies in an OCI registry.
     *
     * @param tree the whole of it, whichever path the source names
     * @param release runs when nobody reads any more
     */
    record Files(String revision, FileTree tree, Runnable release) implements FetchedSource {
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * A chart of a repository or a registry.
     *
     * @param archive as it was published
     */
    record Chart(String revision, byte[] archive) implements FetchedSource {
        @Override
        public void close() {}

        @Override
        public String toString() {
            return "chart " + revision;
        }
    }
}
