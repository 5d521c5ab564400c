package dev.capstan.chartaccess;

import java.net.URI;

/** Fetches archives of charts, and what lies beside them, over HTTP. Used by several threads. */
@FunctionalInterface
public interface ChartDownloads {

    /**
     * The bytes at a place that the index of a repository names.
     *
     * @param access of the repository; whether the place is told who we are depends on it
     * @param longest bytes that the answer may have
     */
    ChartAccessResult<byte[]> get(RepositoryAccess access, URI place, long longest);
}
