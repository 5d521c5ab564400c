package dev.capstan.archive;

import java.io.IOException;
import java.io.InputStream;

/** An archive that is being written: folders before what is in them. Nothing but folders and regular files can go into it. */
public interface ArchiveWriter {

    /** Adds a folder; the root is {@code .}. */
    void folder(String path) throws IOException;

    /**
     * Adds a file.
     *
     * @param size bytes that the content has
     * @throws IOException also when the content has another size
     */
    void file(String path, boolean isExecutable, long size, InputStream content) throws IOException;
}
