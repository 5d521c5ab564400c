package dev.capstan.helmrelease.history;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helmrelease.state.Stored;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnapshotHistoryTest {

    @Test
    void isCutAfterTheGoodReleaseBeforeTheLatest() {
        assertThat(versions(SnapshotHistory.truncated(
                        history(seen(5, DEPLOYED), seen(4, FAILED), seen(3, SUPERSEDED), seen(2, SUPERSEDED)), false)))
                .containsExactly(5L, 4L, 3L);
        assertThat(versions(SnapshotHistory.truncated(history(seen(1, DEPLOYED)), false)))
                .containsExactly(1L);
    }

    @Test
    void aReleaseWhoseTestsFailedIsNotGood() {
        ReleaseSnapshot badTest = tested(3, SUPERSEDED, HookPhase.FAILED);
        List<ReleaseSnapshot> history = history(seen(4, DEPLOYED), badTest, seen(2, SUPERSEDED), seen(1, SUPERSEDED));

        assertThat(versions(SnapshotHistory.truncated(history, false))).containsExactly(4L, 3L, 2L);
        assertThat(versions(SnapshotHistory.truncated(history, true))).containsExactly(4L, 3L);
        assertThat(SnapshotHistory.previousGood(history, false))
                .hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(2));
        assertThat(SnapshotHistory.previousGood(history, true))
                .hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(3));
    }

    @Test
    void whileNoneIsGoodTheNewestFiveAreKept() {
        List<ReleaseSnapshot> history = IntStream.rangeClosed(1, 8)
                .mapToObj(version -> seen(version, FAILED))
                .toList();

        assertThat(versions(SnapshotHistory.truncated(history, false))).containsExactly(8L, 7L, 6L, 5L, 4L);
        assertThat(SnapshotHistory.previousGood(history, false)).isEmpty();
    }

    @Test
    void afterAnActionAllAreAsTheyAreStoredNow() {
        ReleaseRecord first = Stored.record(1, DEPLOYED);
        ReleaseRecord superseded = Stored.record(1, SUPERSEDED);
        ReleaseRecord second = Stored.record(2, DEPLOYED);
        ReleaseSnapshot tested = ReleaseSnapshots.tested(Stored.seen(first), first);

        List<ReleaseSnapshot> history =
                SnapshotHistory.with(List.of(tested), Stored.seen(second), Stored.history(superseded, second));

        assertThat(history).extracting(ReleaseSnapshot::status).containsExactly("deployed", "superseded");
        assertThat(history.getLast().digest()).isEqualTo(Stored.seen(superseded).digest());
        assertThat(history.getLast().testHooks()).isEqualTo(tested.testHooks());
    }

    @Test
    void aSnapshotSaysWhatTheReleaseIs() {
        ReleaseSnapshot snapshot = ReleaseSnapshots.of(Stored.record(2, FAILED), "sha256:0123", "upgrade");

        assertThat(snapshot.name() + " " + snapshot.namespace() + " " + snapshot.version() + " " + snapshot.status())
                .isEqualTo("web apps 2 failed");
        assertThat(snapshot.chartName() + " " + snapshot.chartVersion() + " " + snapshot.appVersion())
                .isEqualTo("web 1.0.0 7");
        assertThat(snapshot.lastDeployed()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(snapshot.testHooks()).isNull();
        assertThat(snapshot.ociDigest() + " " + snapshot.action()).isEqualTo("sha256:0123 upgrade");
    }

    private static List<ReleaseSnapshot> history(ReleaseSnapshot... snapshots) {
        return Stream.of(snapshots).toList().reversed();
    }

    private static ReleaseSnapshot seen(int version, ReleaseStatus status) {
        return Stored.seen(Stored.record(version, status));
    }

    private static ReleaseSnapshot tested(int version, ReleaseStatus status, HookPhase phase) {
        ReleaseRecord record = Stored.record(version, status, "1.0.0", phase);
        return ReleaseSnapshots.tested(Stored.seen(record), record);
    }

    private static List<Long> versions(List<ReleaseSnapshot> history) {
        return history.stream().map(ReleaseSnapshot::version).toList();
    }
}
