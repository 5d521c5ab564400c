package dev.capstan.helm.release.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes a history of the Secrets of a release, however many there are and whatever they unpack to. Read are the newest
 * revisions, the newest one that is deployed, and those after it; of all others only that they are there. Pure.
 */
final class HistoryReader {

    /** How many revisions are read whatever they say of themselves. */
    static final int RECENT = 10;

    /** How much is kept while it is not known which the newest are. */
    private static final int MOST_PACKED = 24 * 1024 * 1024;

    /** Room for two of the largest at least: the newest and the deployed one are always read. */
    private static final long MOST_UNPACKED = 2L * RecordCodec.LARGEST;

    private record Packed(RecordSecret secret, JsonNode metadata, String text) {}

    private final ReleaseKey key;
    private final TreeSet<Packed> newestLast = new TreeSet<>(
            Comparator.comparingInt((Packed packed) -> packed.secret().version())
                    .thenComparing(packed -> packed.secret().name()));
    private final List<RecordSecret> unread = new ArrayList<>();
    private final List<UnreadableRecord> unreadable = new ArrayList<>();
    private final List<RecordSecret> leaving = new ArrayList<>();
    private long packedSize;

    HistoryReader(ReleaseKey key) {
        this.key = key;
    }

    /** Takes the next Secret, in any order. */
    void take(JsonNode secret) {
        JsonNode metadata = secret.path("metadata");
        RecordSecret described = RecordSecret.of(key, metadata);
        if (metadata.hasNonNull("deletionTimestamp")) {
            leaving.add(described);
            return;
        }
        String text = secret.path("data").path("release").asText("");
        packedSize += text.length();
        newestLast.add(new Packed(described, metadata, text));
        while (packedSize > MOST_PACKED && newestLast.size() > 1) {
            drop(oldest());
        }
    }

    private Packed oldest() {
        Optional<Packed> deployed = deployed();
        return newestLast.stream()
                .filter(packed -> deployed.filter(packed::equals).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void drop(Packed packed) {
        newestLast.remove(packed);
        packedSize -= packed.text().length();
        leaveUnread(packed.secret());
    }

    /** What is not even named as a record may be somebody's: it must not be taken for an old revision, and go with them. */
    private void leaveUnread(RecordSecret secret) {
        if (key.version(secret.name()) == 0) {
            unreadable.add(new UnreadableRecord(secret.name(), secret.version(), "its name is not that of a record"));
        } else {
            unread.add(secret);
        }
    }

    private Optional<Packed> deployed() {
        return newestLast.descendingSet().stream()
                .filter(packed -> packed.secret().status() == ReleaseStatus.DEPLOYED)
                .findFirst();
    }

    /** The history of all that were taken. */
    ReleaseHistory history() {
        Optional<Packed> deployed = deployed();
        int since = deployed.map(packed -> packed.secret().version()).orElse(0);
        long room = MOST_UNPACKED - deployed.map(HistoryReader::sizeOf).orElse(0L);
        List<StoredRecord> revisions = new ArrayList<>();
        int recent = 0;
        for (Packed packed : newestLast.descendingSet()) {
            boolean isDeployed = deployed.filter(packed::equals).isPresent();
            long size = isDeployed ? 0 : sizeOf(packed);
            boolean isOfInterest = recent < RECENT || packed.secret().version() >= since;
            if (isDeployed || (isOfInterest && size <= room)) {
                room -= size;
                recent++;
                switch (read(key, packed.metadata(), packed.text())) {
                    case Reading.Read(var stored) -> revisions.add(stored);
                    case Reading.Unreadable(var damaged) -> unreadable.add(damaged);
                }
            } else {
                leaveUnread(packed.secret());
            }
        }
        return new ReleaseHistory(revisions, unreadable, unread, leaving);
    }

    /** What is too large is not unpacked. */
    private static long sizeOf(Packed packed) {
        long size = RecordCodec.unpackedSize(SecretForm.packed(packed.text()).orElse(""));
        return size > RecordCodec.LARGEST ? 0 : size;
    }

    /** What one Secret holds. */
    sealed interface Reading {

        record Read(StoredRecord stored) implements Reading {}

        record Unreadable(UnreadableRecord damaged) implements Reading {}
    }

    static Reading read(ReleaseKey key, JsonNode metadata, String data) {
        RecordSecret secret = RecordSecret.of(key, metadata);
        RecordCodec.Decoded decoded = SecretForm.packed(data)
                .map(RecordCodec::decode)
                .orElseGet(() -> new RecordCodec.Unreadable("the Secret's data is not base64"));
        return switch (decoded) {
            case RecordCodec.Readable(var record)
            when record.name().equals(key.name()) && secret.name().equals(key.secretName(record.version())) ->
                new Reading.Read(SecretForm.stored(key, metadata, record));
            case RecordCodec.Readable(var record) ->
                unreadable(secret, "it holds the record of " + record.name() + ".v" + record.version());
            case RecordCodec.Unreadable(String why) -> unreadable(secret, why);
        };
    }

    private static Reading unreadable(RecordSecret secret, String why) {
        return new Reading.Unreadable(new UnreadableRecord(secret.name(), secret.version(), why));
    }
}
