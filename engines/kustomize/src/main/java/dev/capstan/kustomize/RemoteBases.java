package dev.capstan.kustomize;

import dev.capstan.tree.FileTree;

/** The port through which a build gets bases and files that lie outside its tree. No method may start a process. */
public interface RemoteBases {

    /** A remote repository's tree, or why it cannot be had. */
    sealed interface Answer {
        /**
         * The tree of the repository at the revision.
         *
         * @param tree the whole repository
         * @param path folder in it that the address names, empty for the root
         * @param repository the address without path and query, for origins
         * @param ref what the address asks for (a branch, tag or commit), empty for the default branch
         */
        record Found(FileTree tree, String path, String repository, String ref) implements Answer {}

        /**
         * A single file.
         *
         * @param content its bytes
         */
        record FoundFile(byte[] content) implements Answer {}

        /**
         * It cannot be had.
         *
         * @param reason one sentence, without credentials
         */
        record Refused(String reason) implements Answer {}
    }

    /**
     * The folder that the address names.
     *
     * @param address as written in the kustomization, for example {@code https://host/owner/repo//path?ref=v1}
     */
    Answer base(String address);

    /**
     * The single file that the address names.
     *
     * @param address an {@code http} or {@code https} URL
     */
    Answer file(String address);

    /** Refuses every address before any network access. */
    static RemoteBases forbidden() {
        return new RemoteBases() {
            @Override
            public Answer base(String address) {
                return new Answer.Refused("remote bases are disabled");
            }

            @Override
            public Answer file(String address) {
                return new Answer.Refused("remote files are disabled");
            }
        };
    }
}
