package dev.capstan.helmrelease.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.Situation;
import dev.capstan.helmrelease.state.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackHoldTest {
    private static final ReleaseAttempt HELD = new ReleaseAttempt(4, "1.1.0", "", "sha256:v");
    private static final Situation OUT = new Situation.OutOfSync("chart version changed from '1.0.0' to '1.1.0'");

    @Test
    void theInputsThatItWasRolledBackFromAreNotTriedAgain() {
        assertThat(RollbackHold.over(OUT, rolledBack(5), HELD)).isEqualTo(new Situation.RolledBack());
        assertThat(RollbackHold.holds(rolledBack(5), HELD)).isTrue();
    }

    @Test
    void anotherChartOtherValuesAndAnotherSpecEndIt() {
        for (ReleaseAttempt newer : List.of(
                new ReleaseAttempt(5, "1.1.0", "", "sha256:v"),
                new ReleaseAttempt(4, "1.1.1", "", "sha256:v"),
                new ReleaseAttempt(4, "1.1.0", "", "sha256:w"))) {
            assertThat(RollbackHold.over(new Situation.InSync(), rolledBack(5), newer))
                    .as(newer.toString())
                    .isInstanceOf(Situation.OutOfSync.class);
            assertThat(RollbackHold.holds(rolledBack(5), newer)).isFalse();
        }
    }

    @Test
    void aRevisionThatCameLaterEndsIt() {
        assertThat(RollbackHold.over(OUT, rolledBack(4), HELD)).isEqualTo(OUT);
    }

    @Test
    void aRevisionOfThatNumberThatIsNotARollbackIsNotHeld() {
        HelmReleaseStatus reinstalled = Stored.status(
                "rollback: {request: 1@a, target: 1, revision: 5, generation: 4, chartVersion: 1.1.0, configDigest: 'sha256:v'}",
                Stored.seen(record()));

        assertThat(RollbackHold.over(OUT, reinstalled, HELD)).isEqualTo(OUT);
    }

    @Test
    void whatBlocksOrWasChangedByOthersIsSeenAllTheSame() {
        for (Situation situation : List.of(
                new Situation.Unmanaged("changed by others"),
                new Situation.Absent("gone"),
                new Situation.Locked("pending"))) {
            assertThat(RollbackHold.over(situation, rolledBack(5), HELD)).isEqualTo(situation);
        }
    }

    @Test
    void aRollbackThatFailedIsLeftUntilTheInputsChange() {
        var failed = new Situation.Failed("the last action failed");

        assertThat(RollbackHold.over(failed, rolledBack(5), HELD)).isEqualTo(new Situation.RollbackFailed());
        assertThat(RollbackHold.over(failed, rolledBack(5), new ReleaseAttempt(5, "1.1.0", "", "sha256:v")))
                .isEqualTo(failed);
    }

    private static HelmReleaseStatus rolledBack(int revision) {
        return Stored.status(
                "rollback: {request: 1@a, target: 1, revision: %d, generation: 4, chartVersion: 1.1.0, configDigest: 'sha256:v'}"
                        .formatted(revision),
                ReleaseSnapshots.of(record(), "", RollbackHold.ROLLBACK));
    }

    private static ReleaseRecord record() {
        return Stored.record(5, ReleaseStatus.DEPLOYED);
    }
}
