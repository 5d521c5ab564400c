package dev.capstan.helm.release.action;

import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The record of the revision that an action works on, and what of it is not stored yet. */
final class RecordJournal {

    private final ReleaseStorage storage;
    private StoredRecord stored;
    private ReleaseRecord record;

    RecordJournal(ReleaseStorage storage, StoredRecord stored) {
        this.storage = storage;
        this.stored = stored;
        this.record = stored.record();
    }

    /** The record with everything that happened. */
    ReleaseRecord record() {
        return record;
    }

    /** The record as it is stored. */
    StoredRecord stored() {
        return stored;
    }

    /** Notes something, to be stored with the next {@link #save}. */
    void note(UnaryOperator<ReleaseRecord> change) {
        record = change.apply(record);
    }

    /** Stores what was noted, unless somebody else has written the record. */
    Optional<ActionFailure> save() {
        if (record.equals(stored.record())) {
            return Optional.empty();
        }
        StorageResult<StoredRecord> result = storage.update(stored, record);
        if (result instanceof StorageResult.Done<StoredRecord>(StoredRecord now)) {
            stored = now;
        }
        return failure(result);
    }

    /** Why a request to the storage failed; empty when it did not. */
    static Optional<ActionFailure> failure(StorageResult<?> result) {
        return switch (result) {
            case StorageResult.Done<?> _ -> Optional.empty();
            case StorageResult.Overtaken<?>(String secret) -> Optional.of(new RecordFailure.Overtaken(secret));
            case StorageResult.TooLarge<?>(var size) -> Optional.of(new RecordFailure.RecordTooLarge(size));
            case StorageResult.Unavailable<?> unavailable ->
                Optional.of(new RecordFailure.StorageUnavailable(
                        unavailable.message(), unavailable.advice(), unavailable.isTransient()));
        };
    }
}
