package dev.capstan.source.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Something that a source offers, as its upstream lists it. Paths are relative to the root of the source, with {@code /}; the root's
 * own path is empty.
 */
public sealed interface SourceEntry {

    /** From the root, for example {@code apps/web/deployment.yaml}. */
    String path();

    /** The last part of the path. */
    default String name() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    /** A folder. */
    non-sealed interface Folder extends SourceEntry {
        /**
         * What is in it, sorted by name as bytes.
         *
         * @throws IOException when the upstream cannot be read, or a name in it is refused
         */
        List<SourceEntry> entries() throws IOException;
    }

    /** A regular file. */
    non-sealed interface File extends SourceEntry {
        boolean isExecutable();

        /** Size in bytes. */
        long size() throws IOException;

        /** The content, read as a stream; the caller closes it. */
        InputStream open() throws IOException;
    }

    /**
     * Something that never goes into an artifact.
     *
     * @param isLink whether it is a symbolic link, whose absence a reader of the artifact will wonder about
     */
    record Special(String path, boolean isLink) implements SourceEntry {}
}
