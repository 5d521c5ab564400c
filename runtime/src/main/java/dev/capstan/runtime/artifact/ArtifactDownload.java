package dev.capstan.runtime.artifact;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of artifacts come from. */
public interface ArtifactDownload {

    /** What became of the request. */
    sealed interface Answer {

        /** The archive; the reader closes the stream. */
        record Served(InputStream bytes) implements Answer {}

        /** Nothing, and why. */
        record Refused(ArtifactFailure failure) implements Answer {}
    }

    /**
     * Asks for the archive at an address.
     *
     * @throws IOException when the connection fails
     */
    Answer open(String url) throws IOException;
}
