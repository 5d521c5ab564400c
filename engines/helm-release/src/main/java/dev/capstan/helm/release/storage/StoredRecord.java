package dev.capstan.helm.release.storage;

import dev.capstan.helm.release.record.ReleaseRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record and the Secret around it.
 *
 * @param key whose it is
 * @param record the record
 * @param labels labels of the user's choice, without those of Helm
 * @param holder who wrote it last
 * @param writtenAt when it was written last, to the second
 * @param hasAnnotations whether the Secret has annotations
 * @param uid uid of the Secret
 * @param resourceVersion version of the Secret
 */
public record StoredRecord(
        ReleaseKey key,
        ReleaseRecord record,
        Map<String, String> labels,
        Holder holder,
        Optional<Instant> writtenAt,
        boolean hasAnnotations,
        String uid,
        String resourceVersion) {
    public StoredRecord {
        labels = Map.copyOf(labels);
    }

    /** Its Secret. */
    public RecordSecret secret() {
        return new RecordSecret(
                key.secretName(record.version()), record.version(), record.status(), uid, resourceVersion, List.of());
    }
}
