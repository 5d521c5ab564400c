package dev.capstan.helm.release.action;

import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.Optional;

/**
 * What became of the revisions that called themselves deployed before the newest one.
 *
 * @param history as it is stored now
 * @param failure why one of them still does
 */
record SupersededRevisions(ReleaseHistory history, Optional<ActionFailure> failure) {

    /** Records all deployed revisions of a history as superseded, until one cannot be. */
    static SupersededRevisions of(ReleaseStorage storage, ReleaseKey key, ReleaseHistory history) {
        ReleaseHistory now = history;
        for (RecordSecret secret : history.unread()) {
            if (secret.status() == ReleaseStatus.DEPLOYED) {
                StorageResult<StoredRecord> read = storage.read(key, secret);
                StorageResult<StoredRecord> result = read instanceof StorageResult.Done<StoredRecord>(var stored)
                        ? supersede(storage, stored)
                        : read;
                if (!(result instanceof StorageResult.Done<StoredRecord>(var superseded))) {
                    return new SupersededRevisions(now, RecordJournal.failure(result));
                }
                now = now.read(secret, superseded);
            }
        }
        for (StoredRecord stored : history.revisions()) {
            if (stored.record().status() == ReleaseStatus.DEPLOYED) {
                StorageResult<StoredRecord> result = supersede(storage, stored);
                if (!(result instanceof StorageResult.Done<StoredRecord>(var superseded))) {
                    return new SupersededRevisions(now, RecordJournal.failure(result));
                }
                now = now.with(superseded);
            }
        }
        return new SupersededRevisions(now, Optional.empty());
    }

    private static StorageResult<StoredRecord> supersede(ReleaseStorage storage, StoredRecord stored) {
        return stored.record().status() == ReleaseStatus.DEPLOYED
                ? storage.update(stored, stored.record().with(ReleaseStatus.SUPERSEDED))
                : new StorageResult.Done<>(stored);
    }
}
