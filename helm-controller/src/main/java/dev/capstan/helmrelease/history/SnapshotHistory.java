package dev.capstan.helmrelease.history;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.helm.TestHookStatus;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of releases in a status, newest first. */
public final class SnapshotHistory {

    /** How many are kept while none of them is good. */
    private static final int LONGEST = 5;

    private SnapshotHistory() {}

    /** The newest. */
    public static Optional<ReleaseSnapshot> latest(List<ReleaseSnapshot> history) {
        return history.stream().max(Comparator.comparingLong(ReleaseSnapshot::version));
    }

    /**
     * The newest good one before the latest: what an upgrade that failed goes back to.
     *
     * @param ignoresTests whether a release whose tests failed counts as good
     */
    public static Optional<ReleaseSnapshot> previousGood(List<ReleaseSnapshot> history, boolean ignoresTests) {
        return sorted(history).stream()
                .skip(1)
                .filter(snapshot -> isGood(snapshot, ignoresTests))
                .findFirst();
    }

    /** Whether a snapshot is of this very revision. */
    public static boolean isOf(ReleaseSnapshot snapshot, ReleaseRecord record) {
        return snapshot.name().equals(record.name())
                && snapshot.namespace().equals(record.namespace())
                && snapshot.version() == record.version();
    }

    /** Whether one of its tests failed. */
    public static boolean hasFailedTest(ReleaseSnapshot snapshot) {
        Map<String, TestHookStatus> tests = snapshot.testHooks();
        return tests != null
                && tests.values().stream()
                        .anyMatch(test -> HookPhase.FAILED.word().equals(test.phase()));
    }

    /**
     * The list after an action: with the revision that it made in front, and all others as they are stored now. What is not
     * stored any more stays as it was.
     *
     * @param newest of the revision that the action made or changed
     */
    public static List<ReleaseSnapshot> with(
            List<ReleaseSnapshot> history, ReleaseSnapshot newest, ReleaseHistory stored) {
        var all = new ArrayList<ReleaseSnapshot>();
        all.add(newest);
        for (ReleaseSnapshot known : history) {
            if (known.version() != newest.version() || !known.name().equals(newest.name())) {
                all.add(stored.revisions().stream()
                        .map(revision -> revision.record())
                        .filter(record -> isOf(known, record))
                        .findFirst()
                        .map(record -> ReleaseSnapshots.refreshed(known, record))
                        .orElse(known));
            }
        }
        return sorted(all);
    }

    /**
     * The list as it is kept: up to the good release before the latest, which is what a later failure goes back to. While
     * none is good, the newest {@value #LONGEST}.
     */
    public static List<ReleaseSnapshot> truncated(List<ReleaseSnapshot> history, boolean ignoresTests) {
        List<ReleaseSnapshot> all = sorted(history);
        for (int i = 1; i < all.size(); i++) {
            if (isGood(all.get(i), ignoresTests)) {
                return List.copyOf(all.subList(0, i + 1));
            }
        }
        return shortened(all);
    }

    /** The newest {@value #LONGEST}: what is kept while an action is tried again on top of its failures. */
    public static List<ReleaseSnapshot> shortened(List<ReleaseSnapshot> history) {
        return sorted(history).stream().limit(LONGEST).toList();
    }

    private static List<ReleaseSnapshot> sorted(List<ReleaseSnapshot> history) {
        return history.stream()
                .sorted(Comparator.comparingLong(ReleaseSnapshot::version).reversed())
                .toList();
    }

    private static boolean isGood(ReleaseSnapshot snapshot, boolean ignoresTests) {
        ReleaseStatus status = ReleaseStatus.of(snapshot.status());
        return (status == ReleaseStatus.DEPLOYED || status == ReleaseStatus.SUPERSEDED)
                && (ignoresTests || !hasFailedTest(snapshot));
    }
}
