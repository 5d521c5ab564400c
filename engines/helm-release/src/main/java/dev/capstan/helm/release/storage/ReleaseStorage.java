package dev.capstan.helm.release.storage;

import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the records of releases are kept. Calls block the (virtual) thread. */
public interface ReleaseStorage {

    /** All revisions of a release, within bounds read; an empty history when there are none. */
    StorageResult<ReleaseHistory> history(ReleaseKey key);

    /**
     * Stores a new revision.
     *
     * @param labels labels of the user's choice
     */
    StorageResult<StoredRecord> create(ReleaseKey key, ReleaseRecord record, Map<String, String> labels);

    /** Stores a revision again, unless somebody else did so since it was read. */
    StorageResult<StoredRecord> update(StoredRecord before, ReleaseRecord record);

    /** Reads a revision that a history did not. */
    StorageResult<StoredRecord> read(ReleaseKey key, RecordSecret secret);

    /** A history with a revision that it only knows of; without it when it is gone meanwhile. One request at most. */
    default StorageResult<ReleaseHistory> read(ReleaseKey key, ReleaseHistory history, int version) {
        Optional<RecordSecret> unread = history.unread(version);
        if (unread.isEmpty()) {
            return new StorageResult.Done<>(history);
        }
        ReleaseHistory others = history.without(version);
        return switch (read(key, unread.get())) {
            case StorageResult.Done<StoredRecord>(var stored) -> new StorageResult.Done<>(others.and(stored));
            case StorageResult.Overtaken<StoredRecord> _ -> new StorageResult.Done<>(others);
            case StorageResult.TooLarge<StoredRecord>(var size) -> new StorageResult.TooLarge<>(size);
            case StorageResult.Unavailable<StoredRecord>(var message, var advice, var isTransient) ->
                new StorageResult.Unavailable<>(message, advice, isTransient);
        };
    }

    /**
     * Deletes a revision, unless somebody else wrote it since it was read. That it is gone already is a success.
     *
     * @return the finalizers of others that keep the Secret; none when it is gone
     */
    StorageResult<List<String>> delete(ReleaseKey key, RecordSecret secret);

    /** Deletes what cannot be read. That it is gone already is a success; returns what keeps it. */
    StorageResult<List<String>> discard(ReleaseKey key, UnreadableRecord damaged);
}
