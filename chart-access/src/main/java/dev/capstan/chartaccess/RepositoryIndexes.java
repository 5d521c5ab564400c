package dev.capstan.chartaccess;

import java.io.IOException;
import java.io.InputStream;

/** The indexes of chart repositories. Used by several threads; whoever asks for the same one with the same access shares one download. */
public interface RepositoryIndexes {

    /**
     * The index as the repository has it now: the answer to a question that was sent after this call began, by whomever. A repository that
     * has nothing new is asked once and read not at all.
     */
    ChartAccessResult<Index> fetch(RepositoryAccess access);

    /**
     * An index.
     *
     * @param revision digest of the bytes that the repository served, {@code sha256:<hex>}
     * @param size of those bytes
     * @param json the index as JSON
     */
    record Index(String revision, long size, Json json) {}

    /** A file that can be read any number of times. */
    @FunctionalInterface
    interface Json {

        /** Opens it; the caller closes it. */
        InputStream open() throws IOException;
    }
}
