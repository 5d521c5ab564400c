package dev.capstan.source.artifact;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an artifact that is one file and no archive: an index, a chart, a layer as it came. Writes itself once. */
@FunctionalInterface
public interface FileContent {

    /**
     * Writes all bytes.
     *
     * @throws IOException when the content cannot be read, or the file not be written
     */
    void writeTo(OutputStream out) throws IOException;
}
