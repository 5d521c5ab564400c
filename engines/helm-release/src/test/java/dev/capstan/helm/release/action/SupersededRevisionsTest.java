package dev.capstan.helm.release.action;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupersededRevisionsTest {

    /** Who deletes one later does so at the version that is stored. */
    @Test
    void knowsRevisionsThatWereNotReadAtFirstAsTheyAreStoredNow() {
        StoredRecord old = Records.stored(1, DEPLOYED);
        ReleaseHistory history = new ReleaseHistory(List.of(), List.of(), List.of(old.secret()), List.of());

        SupersededRevisions superseded = SupersededRevisions.of(new StorageOfOne(old), Records.KEY, history);

        assertThat(superseded.failure()).isEmpty();
        assertThat(superseded.history().unread()).isEmpty();
        assertThat(superseded.history().revisions()).singleElement().satisfies(stored -> {
            assertThat(stored.record().status()).isEqualTo(SUPERSEDED);
            assertThat(stored.resourceVersion()).isEqualTo("2");
        });
    }

    /** Holds one revision, which can be read and written. */
    private record StorageOfOne(StoredRecord stored) implements ReleaseStorage {

        @Override
        public StorageResult<StoredRecord> read(ReleaseKey key, RecordSecret secret) {
            assertThat(secret).isEqualTo(stored.secret());
            return new StorageResult.Done<>(stored);
        }

        @Override
        public StorageResult<StoredRecord> update(StoredRecord before, ReleaseRecord record) {
            assertThat(before).isEqualTo(stored);
            return new StorageResult.Done<>(new StoredRecord(
                    before.key(),
                    record,
                    before.labels(),
                    before.holder(),
                    before.writtenAt(),
                    before.hasAnnotations(),
                    before.uid(),
                    "2"));
        }

        @Override
        public StorageResult<ReleaseHistory> history(ReleaseKey key) {
            throw new AssertionError("Not asked here");
        }

        @Override
        public StorageResult<StoredRecord> create(ReleaseKey key, ReleaseRecord record, Map<String, String> labels) {
            throw new AssertionError("Not asked here");
        }

        @Override
        public StorageResult<List<String>> delete(ReleaseKey key, RecordSecret secret) {
            throw new AssertionError("Not asked here");
        }

        @Override
        public StorageResult<List<String>> discard(ReleaseKey key, UnreadableRecord damaged) {
            throw new AssertionError("Not asked here");
        }
    }
}
