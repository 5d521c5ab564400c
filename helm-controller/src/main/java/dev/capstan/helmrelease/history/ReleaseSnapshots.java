package dev.capstan.helmrelease.history;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.helm.TestHookStatus;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.release.record.ObservedRelease;
import dev.capstan.helm.release.record.Recognition;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Releases as they are stored, put into a status. */
public final class ReleaseSnapshots {

    private ReleaseSnapshots() {}

    /**
     * A release that is new to the status.
     *
     * @param ociDigest digest of the chart's artifact; empty for charts of other places
     * @param action what the controller did to make it; absent when it was found
     */
    public static ReleaseSnapshot of(ReleaseRecord record, String ociDigest, @Nullable String action) {
        return snapshot(record, ociDigest, action, null);
    }

    /** A known release as it is stored now. */
    public static ReleaseSnapshot refreshed(ReleaseSnapshot known, ReleaseRecord record) {
        String ociDigest = known.ociDigest();
        return snapshot(record, ociDigest == null ? "" : ociDigest, known.action(), known.testHooks());
    }

    /** A known release whose tests have run. */
    public static ReleaseSnapshot tested(ReleaseSnapshot known, ReleaseRecord record) {
        String ociDigest = known.ociDigest();
        return snapshot(record, ociDigest == null ? "" : ociDigest, known.action(), tests(record));
    }

    /** Whether a revision is as it was remembered, by us or by Flux. */
    public static boolean isUnchanged(ReleaseSnapshot known, ReleaseRecord stored) {
        return Recognition.isUnchanged(
                Objects.requireNonNullElse(known.apiVersion(), ""),
                known.digest(),
                Objects.requireNonNullElse(known.ociDigest(), ""),
                stored);
    }

    /** The digest of the values of a remembered revision, whatever the algorithm that it was remembered by. */
    public static String configDigest(ReleaseSnapshot known, ReleaseRecord stored) {
        return Recognition.configDigest(known.configDigest(), stored);
    }

    private static ReleaseSnapshot snapshot(
            ReleaseRecord record,
            String ociDigest,
            @Nullable String action,
            @Nullable Map<String, TestHookStatus> tests) {
        String deployed = time(record.lastDeployed()).orElse("1970-01-01T00:00:00Z");
        return new ReleaseSnapshot(
                Recognition.FORM,
                ObservedRelease.of(record, ociDigest).digest(),
                record.name(),
                record.namespace(),
                record.version(),
                record.status().word(),
                record.chartName(),
                record.chartVersion(),
                orAbsent(record.appVersion()),
                ConfigDigest.of(record.values()),
                time(record.firstDeployed()).orElse(deployed),
                deployed,
                time(record.deleted()).orElse(null),
                tests,
                orAbsent(ociDigest),
                action);
    }

    /** The tests of a release by name; none for a release that has none. */
    private static Map<String, TestHookStatus> tests(ReleaseRecord record) {
        var tests = new TreeMap<String, TestHookStatus>();
        for (RecordedHook hook : record.hooks()) {
            if (hook.isTest()) {
                RecordedHook.LastRun run = hook.lastRun();
                tests.put(
                        hook.name(),
                        new TestHookStatus(
                                time(run.startedAt()).orElse(null),
                                time(run.completedAt()).orElse(null),
                                orAbsent(run.phase().word())));
            }
        }
        return tests;
    }

    private static Optional<String> time(Optional<Instant> time) {
        return time.map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static @Nullable String orAbsent(String text) {
        return text.isEmpty() ? null : text;
    }
}
