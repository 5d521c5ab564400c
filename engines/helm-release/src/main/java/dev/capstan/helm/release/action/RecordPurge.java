package dev.capstan.helm.release.action;

import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.List;
import java.util.Optional;

/** Deletes all records of a release that is gone. */
final class RecordPurge {

    private RecordPurge() {}

    /**
     * The newest goes last: until then it says what the release is. What cannot be read goes, too: else it would be the newest
     * afterwards, and nothing could be said of the release any more.
     *
     * @return why it did not come to its end
     */
    static Optional<ActionFailure> run(ReleaseStorage storage, ReleaseKey key, ReleaseHistory history) {
        Optional<StoredRecord> newest = history.last();
        List<StoredRecord> older = history.revisions().stream()
                .filter(stored -> newest.filter(stored::equals).isEmpty())
                .toList();
        for (StoredRecord stored : older) {
            Optional<ActionFailure> failure = RecordJournal.failure(storage.delete(stored));
            if (failure.isPresent()) {
                return failure;
            }
        }
        for (UnreadableRecord damaged : history.unreadable()) {
            Optional<ActionFailure> failure = RecordJournal.failure(storage.discard(key, damaged));
            if (failure.isPresent()) {
                return failure;
            }
        }
        return newest.flatMap(stored -> RecordJournal.failure(storage.delete(stored)));
    }
}
