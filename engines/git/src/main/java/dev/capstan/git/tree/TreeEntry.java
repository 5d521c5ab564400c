package dev.capstan.git.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Something in a commit. Paths are relative to the root of the commit, with {@code /}; the root's own path is empty. Reading may
 * throw {@link IOException} when the mirror is damaged or a limit is exceeded.
 */
public sealed interface TreeEntry {

    /** From the root of the commit, for example {@code apps/web/deployment.yaml}. */
    String path();

    /** The last part of the path. */
    default String name() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    /** A folder. */
    non-sealed interface Directory extends TreeEntry {
        /**
         * Its entries, sorted by name as bytes.
         *
         * @throws IOException also as {@link UnsafePathException} when a name in it is refused
         */
        List<TreeEntry> entries() throws IOException;

        /** The hash of the folder with all that is in it: equal hashes mean equal content. */
        String hash();

        /** The entry with this name; empty when there is none. */
        default Optional<TreeEntry> find(String name) throws IOException {
            return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
        }
    }

    /** A regular file. */
    non-sealed interface File extends TreeEntry {
        boolean isExecutable();

        /** The Git hash of the content. */
        String hash();

        /** Size in bytes. */
        long size() throws IOException;

        /** The content, read as a stream; the caller closes it. */
        InputStream open() throws IOException;
    }

    /** A symbolic link; its target is not followed by anything here. */
    record Link(String path) implements TreeEntry {}

    /**
     * A submodule: a commit of another repository.
     *
     * @param commit hash
     */
    record Submodule(String path, String commit) implements TreeEntry {}
}
