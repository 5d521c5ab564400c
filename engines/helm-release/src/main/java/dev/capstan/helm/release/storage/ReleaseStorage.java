package dev.capstan.helm.release.storage;

import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import java.util.Map;

/** Where the records of releases are kept. Calls block the (virtual) thread. */
public interface ReleaseStorage {

    /** All revisions of a release; an empty history when there are none. */
    StorageResult<ReleaseHistory> history(ReleaseKey key);

    /**
     * Stores a new revision.
     *
     * @param labels labels of the user's choice
     */
    StorageResult<StoredRecord> create(ReleaseKey key, ReleaseRecord record, Map<String, String> labels);

    /** Stores a revision again, unless somebody else did so since it was read. */
    StorageResult<StoredRecord> update(StoredRecord before, ReleaseRecord record);

    /** Deletes a revision, unless somebody else wrote it since it was read. That it is gone already is a success. */
    StorageResult<StoredRecord> delete(StoredRecord stored);

    /** Deletes what cannot be read. That it is gone already is a success. */
    StorageResult<UnreadableRecord> discard(ReleaseKey key, UnreadableRecord damaged);
}
