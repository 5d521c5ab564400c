package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import dev.capstan.helmrelease.history.SnapshotHistory;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names the situation of a release, from its records, from what the status remembers, and from what is wanted. */
public final class Assessment {

    private final HelmReleaseStatus status;
    private final Wanted wanted;
    private final boolean ignoresTests;

    private Assessment(HelmReleaseStatus status, Wanted wanted, boolean ignoresTests) {
        this.status = status;
        this.wanted = wanted;
        this.ignoresTests = ignoresTests;
    }

    /**
     * The situation.
     *
     * @param state what the records say
     * @param status what was last seen and done
     * @param ignoresTests whether a failed test is no failure
     */
    public static Situation of(ReleaseState state, HelmReleaseStatus status, Wanted wanted, boolean ignoresTests) {
        return new Assessment(status, wanted, ignoresTests).of(state);
    }

    private Situation of(ReleaseState state) {
        return switch (state) {
            case ReleaseState.Held held -> new Situation.Held(held.message() + ". " + held.advice(), held.until());
            case ReleaseState.Unreadable unreadable ->
                new Situation.Unreadable(unreadable.message() + ". " + unreadable.advice());
            case ReleaseState.Abandoned(var newest) ->
                new Situation.Locked("release with status '%s'"
                        .formatted(newest.record().status().word()));
            case ReleaseState.Uninstalling _ -> new Situation.HalfUninstalled("an uninstall did not come to its end");
            case ReleaseState.Absent() -> new Situation.Absent("no release in storage for object");
            case ReleaseState.Uninstalled _ -> new Situation.Absent("found uninstalled release in storage");
            case ReleaseState.Deployed(var newest) ->
                strangeness(newest.record()).orElseGet(() -> ofDeployed(newest.record()));
            case ReleaseState.Failed(var newest) ->
                strangeness(newest.record()).orElseGet(() -> new Situation.Failed("the last action failed"));
            case ReleaseState.Unsettled(var newest) ->
                new Situation.Unmanaged("the newest release has the status '%s'"
                        .formatted(newest.record().status().word()));
        };
    }

    /** Whether a release is another one than that which was last seen. */
    private Optional<Situation> strangeness(ReleaseRecord stored) {
        return SnapshotHistory.latest(status.history())
                .map(known -> differenceOf(known, stored))
                .orElseGet(() -> Optional.of("found existing release in storage"))
                .map(Situation.Unmanaged::new);
    }

    private static Optional<String> differenceOf(ReleaseSnapshot known, ReleaseRecord stored) {
        if (!SnapshotHistory.isOf(known, stored)) {
            return Optional.of("found release %s in storage, which was not made by this controller".formatted(stored));
        }
        return ReleaseSnapshots.isUnchanged(known, stored)
                ? Optional.empty()
                : Optional.of("release %s in storage was changed by others".formatted(stored));
    }

    private Situation ofDeployed(ReleaseRecord stored) {
        ReleaseSnapshot known =
                SnapshotHistory.latest(status.history()).orElseThrow(() -> new IllegalStateException("no snapshot"));
        Optional<String> difference = differenceFromWanted(known, stored);
        if (difference.isPresent()) {
            return new Situation.OutOfSync(difference.get());
        }
        if (wanted.isTested()) {
            if (known.testHooks() == null) {
                return new Situation.Untested();
            }
            if (!ignoresTests && SnapshotHistory.hasFailedTest(known)) {
                return new Situation.Failed("release has test in failed phase");
            }
        }
        return new Situation.InSync();
    }

    private Optional<String> differenceFromWanted(ReleaseSnapshot known, ReleaseRecord stored) {
        if (!stored.chartName().equals(wanted.chartName())) {
            return Optional.of("chart changed from '%s' to '%s'".formatted(stored.chartName(), wanted.chartName()));
        }
        if (!stored.chartVersion().equals(wanted.chartVersion())) {
            return Optional.of(
                    "chart version changed from '%s' to '%s'".formatted(stored.chartVersion(), wanted.chartVersion()));
        }
        if (!wanted.configDigest().equals(ReleaseSnapshots.configDigest(known, stored))) {
            return Optional.of("values changed");
        }
        if (wanted.isNewGeneration() && !isSame(wanted.postRenderersDigest(), status.observedPostRenderersDigest())) {
            return Optional.of("postRenderers changed");
        }
        if (wanted.isNewGeneration() && !isSame(wanted.commonMetadataDigest(), status.observedCommonMetadataDigest())) {
            return Optional.of("commonMetadata changed");
        }
        return Optional.empty();
    }

    private static boolean isSame(String wanted, @Nullable String observed) {
        return wanted.equals(Objects.requireNonNullElse(observed, ""));
    }
}
