package dev.capstan.helm.release.action;

import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes all records of a release that is gone. */
final class RecordPurge {

    private RecordPurge() {}

    /**
     * The newest goes last: until then it says what the release is. What cannot be read goes, too: else it would be the newest
     * afterwards, and nothing could be said of the release any more. What finalizers of others keep does not count any more.
     *
     * @param notices gets what is kept
     * @return why it did not come to its end
     */
    static Optional<ActionFailure> run(
            ReleaseStorage storage, ReleaseKey key, ReleaseHistory history, List<String> notices) {
        for (UnreadableRecord damaged : history.unreadable()) {
            Optional<ActionFailure> failure = taken(storage.discard(key, damaged), damaged.secret(), notices);
            if (failure.isPresent()) {
                return failure;
            }
        }
        List<RecordSecret> oldestFirst = new ArrayList<>(history.unread());
        history.revisions().forEach(stored -> oldestFirst.add(stored.secret()));
        for (RecordSecret secret : oldestFirst) {
            Optional<ActionFailure> failure = taken(storage.delete(key, secret), secret.name(), notices);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<ActionFailure> taken(
            StorageResult<List<String>> deleted, String secret, List<String> notices) {
        if (deleted instanceof StorageResult.Done<List<String>>(List<String> finalizers) && !finalizers.isEmpty()) {
            notices.add("the release record " + secret + " is being deleted and waits for the finalizers "
                    + String.join(", ", finalizers) + ": whoever set them must remove them");
        }
        return RecordJournal.failure(deleted);
    }
}
