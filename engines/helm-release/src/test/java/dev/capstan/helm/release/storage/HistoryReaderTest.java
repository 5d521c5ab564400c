package dev.capstan.helm.release.storage;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.Holders;
import dev.capstan.helm.release.state.ReleaseState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A history is read within bounds, whatever is stored. */
class HistoryReaderTest {

    private static final int MIB = 1024 * 1024;

    private final HistoryReader reader = new HistoryReader(Records.KEY);

    @Test
    void readsAHistoryOfUsualLengthAsAWhole() {
        IntStream.of(3, 1, 5, 2, 4).forEach(version -> take(version, version == 5 ? DEPLOYED : SUPERSEDED));

        ReleaseHistory history = reader.history();

        assertThat(versions(history)).containsExactly(1, 2, 3, 4, 5);
        assertThat(history.unread()).isEmpty();
    }

    @Test
    void readsTheNewestOfALongOneAndKnowsThatTheOthersAreThere() {
        IntStream.rangeClosed(1, 100).forEach(version -> take(version, version == 100 ? DEPLOYED : SUPERSEDED));

        ReleaseHistory history = reader.history();

        assertThat(versions(history))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(91, 100).boxed().toList());
        assertThat(history.unread()).hasSize(90);
        assertThat(history.next()).isEqualTo(101);
        assertThat(history.surplus(98)).extracting(RecordSecret::version).containsExactly(1, 2, 3);
    }

    @Test
    void readsTheDeployedOneAndAllAfterIt() {
        IntStream.rangeClosed(1, 40).forEach(version -> take(version, version == 20 ? DEPLOYED : FAILED));

        ReleaseHistory history = reader.history();

        assertThat(versions(history))
                .containsExactlyElementsOf(IntStream.rangeClosed(20, 40).boxed().toList());
        assertThat(history.deployed()).isPresent();
    }

    @Test
    void unpacksNoMoreThanThereIsRoomFor() {
        IntStream.rangeClosed(1, 9).forEach(version -> take(version, version == 2 ? DEPLOYED : FAILED, 14 * MIB));

        ReleaseHistory history = reader.history();

        assertThat(versions(history)).containsExactly(2, 7, 8, 9);
        assertThat(history.unread()).extracting(RecordSecret::version).containsExactly(1, 3, 4, 5, 6);
    }

    /** What does not pack well fills the room before anything is unpacked. */
    @Test
    void keepsNoMorePackedThanThereIsRoomForUntilTheNewestAreKnown() {
        take(1, DEPLOYED);
        IntStream.rangeClosed(2, 40).forEach(version -> {
            ObjectNode secret = secret(Records.record(version, FAILED));
            secret.withObject("/data").put("release", "x".repeat(1_400_000));
            reader.take(secret);
        });

        ReleaseHistory history = reader.history();

        assertThat(versions(history)).containsExactly(1);
        assertThat(history.unreadable()).hasSizeBetween(10, 18);
        assertThat(history.unread()).hasSizeGreaterThan(20);
    }

    @Test
    void doesNotUnpackANewestOneThatIsABomb() {
        take(1, DEPLOYED);
        take(2, FAILED, 40 * MIB);

        ReleaseHistory history = reader.history();

        assertThat(history.unreadable())
                .singleElement()
                .satisfies(damaged -> assertThat(damaged.why()).contains("unpacks to more than 32 MiB"));
        assertThat(ReleaseState.of(history, Holders.inPlaceOfFlux(), Instant.EPOCH))
                .isInstanceOf(ReleaseState.Unreadable.class);
    }

    /** A Secret of somebody who copied the labels of Helm. */
    @Test
    void takesNothingForAnOldRevisionThatIsNotNamedAsOne() {
        ObjectNode foreign = secret(Records.record(1, SUPERSEDED));
        foreign.withObject("/metadata")
                .put("name", "notes")
                .withObject("/labels")
                .remove("version");
        reader.take(foreign);
        IntStream.rangeClosed(2, 30).forEach(version -> take(version, version == 30 ? DEPLOYED : SUPERSEDED));

        ReleaseHistory history = reader.history();

        assertThat(history.surplus(5)).extracting(RecordSecret::name).doesNotContain("notes");
        assertThat(history.unreadable())
                .singleElement()
                .satisfies(damaged -> assertThat(damaged.secret()).isEqualTo("notes"));
    }

    @Test
    void leavesOutWhatIsBeingDeletedButForItsNumber() {
        ObjectNode leaving = secret(Records.record(3, ReleaseStatus.UNINSTALLING));
        leaving.withObject("/metadata")
                .put("deletionTimestamp", "2026-11-29T06:00:00Z")
                .putArray("finalizers")
                .add("example.org/keep");
        reader.take(leaving);

        ReleaseHistory history = reader.history();

        assertThat(ReleaseState.of(history, Holders.inPlaceOfFlux(), Instant.EPOCH))
                .isEqualTo(new ReleaseState.Absent());
        assertThat(history.next()).isEqualTo(4);
        assertThat(history.leaving())
                .singleElement()
                .satisfies(secret -> assertThat(secret.finalizers()).containsExactly("example.org/keep"));
    }

    private void take(int version, ReleaseStatus status) {
        reader.take(secret(Records.record(version, status)));
    }

    /** One that unpacks to so much. */
    private void take(int version, ReleaseStatus status, int size) {
        reader.take(secret(Records.record(version, status).with(status, "x".repeat(size))));
    }

    private static ObjectNode secret(ReleaseRecord record) {
        return SecretForm.secret(
                Records.KEY, record, RecordCodec.encode(record), Map.of(), "pod-1", Instant.EPOCH.plusSeconds(1));
    }

    private static List<Integer> versions(ReleaseHistory history) {
        return history.revisions().stream()
                .map(stored -> stored.record().version())
                .toList();
    }
}
