package dev.capstan.helmrelease.state;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.PENDING_UPGRADE;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static dev.capstan.helm.release.record.ReleaseStatus.UNINSTALLED;
import static dev.capstan.helm.release.record.ReleaseStatus.UNINSTALLING;
import static dev.capstan.helmrelease.state.Stored.history;
import static dev.capstan.helmrelease.state.Stored.record;
import static dev.capstan.helmrelease.state.Stored.seen;
import static dev.capstan.helmrelease.state.Stored.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.state.Holders;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    private static final String NO_VALUES = ConfigDigest.of(Map.of());
    private static final Wanted WANTED = new Wanted("web", "1.0.0", NO_VALUES, "", "", false, false, false);
    private static final Wanted TESTED = new Wanted("web", "1.0.0", NO_VALUES, "", "", false, false, true);

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(of(history(), status(""), WANTED)).isInstanceOf(Situation.Absent.class);
        assertThat(of(history(record(1, UNINSTALLED)), status(""), WANTED)).isInstanceOf(Situation.Absent.class);
    }

    @Test
    void whatWasBrokenOffIsLocked() {
        ReleaseRecord first = record(1, SUPERSEDED);

        assertThat(of(history(first, record(2, PENDING_UPGRADE)), status("", seen(first)), WANTED))
                .isEqualTo(new Situation.Locked("release with status 'pending-upgrade'"));
        assertThat(of(history(record(1, UNINSTALLING)), status(""), WANTED))
                .isInstanceOf(Situation.HalfUninstalled.class);
    }

    @Test
    void whatOthersAreAtWorkOnIsHeld() {
        ReleaseState state = ReleaseState.of(
                history(record(1, PENDING_UPGRADE)),
                new Holders(java.util.Set.of(), Duration.ofMinutes(6)),
                Stored.NOW.plusSeconds(60));

        assertThat(Assessment.of(state, status(""), WANTED, false))
                .isInstanceOfSatisfying(
                        Situation.Held.class,
                        held -> assertThat(held.until()).isEqualTo(Stored.NOW.plus(Duration.ofMinutes(6))));
    }

    @Test
    void aReleaseThatWasNotSeenIsUnmanaged() {
        assertThat(of(history(record(1, DEPLOYED)), status(""), WANTED))
                .isEqualTo(new Situation.Unmanaged("found existing release in storage"));
    }

    @Test
    void aReleaseThatOthersMadeOnTopIsUnmanaged() {
        ReleaseRecord first = record(1, SUPERSEDED);

        assertThat(of(history(first, record(2, DEPLOYED)), status("", seen(first)), WANTED))
                .isInstanceOf(Situation.Unmanaged.class);
    }

    @Test
    void aReleaseThatOthersChangedIsUnmanaged() {
        ReleaseRecord release = record(1, DEPLOYED);

        assertThat(of(history(release.with(DEPLOYED, "said by somebody else")), status("", seen(release)), WANTED))
                .isInstanceOf(Situation.Unmanaged.class);
    }

    @Test
    void aNewestReleaseThatDoesNotCountIsUnmanaged() {
        assertThat(of(history(record(1, SUPERSEDED)), status("", seen(record(1, SUPERSEDED))), WANTED))
                .isInstanceOf(Situation.Unmanaged.class);
    }

    @Test
    void theWantedReleaseIsInSync() {
        ReleaseRecord release = record(1, DEPLOYED);

        assertThat(of(history(release), status("", seen(release)), WANTED)).isEqualTo(new Situation.InSync());
    }

    @Test
    void anotherChartVersionOrOtherValuesAreOutOfSync() {
        ReleaseRecord release = record(1, DEPLOYED);
        HelmReleaseStatus status = status("", seen(release));

        assertThat(of(history(release), status, new Wanted("web", "1.0.1", NO_VALUES, "", "", false, false, false)))
                .isEqualTo(new Situation.OutOfSync("chart version changed from '1.0.0' to '1.0.1'"));
        assertThat(of(history(release), status, new Wanted("wob", "1.0.0", NO_VALUES, "", "", false, false, false)))
                .isEqualTo(new Situation.OutOfSync("chart changed from 'web' to 'wob'"));
        assertThat(of(history(release), status, new Wanted("web", "1.0.0", "sha256:0", "", "", false, false, false)))
                .isEqualTo(new Situation.OutOfSync("values changed"));
    }

    @Test
    void otherPostRenderersCountWithANewGenerationOnly() {
        ReleaseRecord release = record(1, DEPLOYED);
        HelmReleaseStatus status = status("observedPostRenderersDigest: sha256:1", seen(release));

        assertThat(of(
                        history(release),
                        status,
                        new Wanted("web", "1.0.0", NO_VALUES, "sha256:2", "", true, false, false)))
                .isEqualTo(new Situation.OutOfSync("postRenderers changed"));
        assertThat(of(
                        history(release),
                        status,
                        new Wanted("web", "1.0.0", NO_VALUES, "sha256:1", "x", true, false, false)))
                .isEqualTo(new Situation.OutOfSync("commonMetadata changed"));
        assertThat(of(history(release), status, new Wanted("web", "1.0.0", NO_VALUES, "", "", false, false, false)))
                .isEqualTo(new Situation.InSync());
    }

    @Test
    void testsRunOnceAndTheirFailureCounts() {
        ReleaseRecord passed = record(1, DEPLOYED, "1.0.0", HookPhase.SUCCEEDED);
        ReleaseRecord failed = record(1, DEPLOYED, "1.0.0", HookPhase.FAILED);

        assertThat(of(history(passed), status("", seen(passed)), TESTED)).isEqualTo(new Situation.Untested());
        assertThat(of(history(passed), status("", ReleaseSnapshots.tested(seen(passed), passed)), TESTED))
                .isEqualTo(new Situation.InSync());
        HelmReleaseStatus afterFailure = status("", ReleaseSnapshots.tested(seen(failed), failed));
        assertThat(of(history(failed), afterFailure, TESTED)).isInstanceOf(Situation.Failed.class);
        assertThat(Assessment.of(state(history(failed)), afterFailure, TESTED, true))
                .isEqualTo(new Situation.InSync());
    }

    @Test
    void aFailedReleaseIsFailedUnlessItIsAnothers() {
        ReleaseRecord release = record(1, FAILED);

        assertThat(of(history(release), status("", seen(release)), WANTED)).isInstanceOf(Situation.Failed.class);
        assertThat(of(history(release), status(""), WANTED)).isInstanceOf(Situation.Unmanaged.class);
    }

    @Test
    void whatCannotBeReadIsNotDecidedOn() {
        var history = new ReleaseHistory(
                List.of(), List.of(new ReleaseHistory.UnreadableRecord("sh.helm.release.v1.web.v1", 1, "not gzip")));

        assertThat(of(history, status(""), WANTED)).isInstanceOf(Situation.Unreadable.class);
    }

    private static Situation of(ReleaseHistory history, HelmReleaseStatus status, Wanted wanted) {
        return Assessment.of(state(history), status, wanted, false);
    }

    private static ReleaseState state(ReleaseHistory history) {
        return ReleaseState.of(history, Holders.inPlaceOfFlux(), Stored.NOW.plus(Duration.ofHours(1)));
    }
}
