package dev.capstan.source.artifact;

import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.archive.ArchiveContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Keeps artifacts. Implementations are safe for use by several threads; files of one owner are written by one at a time. */
public interface ArtifactStore {

    /**
     * Writes an archive, replacing a file of the same name in one step: readers see the old or the new file, never a part.
     *
     * @param fileName last part of the path
     */
    StoreResult store(ArtifactOwner owner, String fileName, ArchiveContent content);

    /** As {@link #store}, for an artifact that is one file. */
    StoreResult storeFile(ArtifactOwner owner, String fileName, FileContent content);

    /**
     * Gives the current file of an owner a second name that stays the same, for example {@code latest.tar.gz}. A name that cannot be
     * written keeps what it stood for, and is written the next time.
     *
     * @param path of a stored file of this owner
     */
    void nameLatest(ArtifactOwner owner, String name, String path);

    /** What storing gives. After a failure everything is as it was before. */
    sealed interface StoreResult {
        record Stored(StoredArtifact artifact) implements StoreResult {}

        /** The content could not be read; the reason is in the exception. */
        record ContentFailed(IOException cause) implements StoreResult {}

        /** The storage could not be written. */
        record StorageFailed(String why, boolean isOutOfSpace) implements StoreResult {
            /** What the system says when it cannot write a file. */
            public static StorageFailed of(String why) {
                return new StorageFailed(why, why.contains("No space left") || why.contains("quota"));
            }
        }
    }

    /**
     * Whether the file is there and its bytes have the digest. A file that has not been touched since the last check is not read
     * again.
     *
     * @return what is wrong with it; empty when it is intact
     */
    Optional<String> problemOf(String path, ArtifactDigest digest);

    /** Opens a stored file. */
    InputStream open(String path) throws IOException;

    /**
     * Removes what {@link Retention} does not keep.
     *
     * @param current the path that is never removed; empty when there is none
     * @return number of files removed
     */
    int removeOld(ArtifactOwner owner, Optional<String> current) throws IOException;

    /**
     * Removes one file of an owner; nothing happens when it is not there. Of an owner without files nothing remains.
     *
     * @param path of a stored file of this owner that nothing names
     */
    void remove(ArtifactOwner owner, String path) throws IOException;

    /** Removes all files of an owner. */
    int removeAll(ArtifactOwner owner) throws IOException;
}
