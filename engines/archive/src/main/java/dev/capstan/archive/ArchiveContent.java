package dev.capstan.archive;

import java.io.IOException;

/** What goes into an archive; writes itself once, in lexical order of its paths. */
@FunctionalInterface
public interface ArchiveContent {

    /**
     * Writes all folders and files.
     *
     * @throws IOException when the content cannot be read, or the archive not be written
     */
    void writeTo(ArchiveWriter archive) throws IOException;
}
