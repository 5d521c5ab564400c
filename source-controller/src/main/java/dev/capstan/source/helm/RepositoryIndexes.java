package dev.capstan.source.helm;

import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.FileContent;
import java.time.Duration;

/** The indexes of chart repositories. Used by several threads; whoever asks for the same one with the same access shares one download. */
public interface RepositoryIndexes {

    /**
     * The index as the repository has it. A repository that has nothing new is asked once and read not at all.
     *
     * @param maxAge how old an answer to somebody else may be to count for this one; zero asks again in any case
     */
    SourceResult<Index> fetch(RepositoryAccess access, Duration maxAge);

    /**
     * An index.
     *
     * @param revision digest of the bytes that the repository served, {@code sha256:<hex>}
     * @param size of those bytes
     * @param json the index as JSON; may be written any number of times
     */
    record Index(String revision, long size, FileContent json) {}
}
