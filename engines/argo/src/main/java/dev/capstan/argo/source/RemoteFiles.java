package dev.capstan.argo.source;

import java.io.IOException;

/** Fetches values files that are named by URL. */
@FunctionalInterface
public interface RemoteFiles {
    /** Fetches nothing. */
    RemoteFiles NONE = url -> {
        throw new IOException("values files are not fetched from elsewhere");
    };

    /** The bytes at a URL. */
    byte[] read(String url) throws IOException;
}
