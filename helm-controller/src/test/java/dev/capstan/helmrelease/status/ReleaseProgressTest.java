package dev.capstan.helmrelease.status;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import dev.capstan.helmrelease.snapshot.Releases;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.ReleasePolicies;
import dev.capstan.helmrelease.state.Stored;
import dev.capstan.helmrelease.state.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseProgressTest {
    private static final Duration TOOK = Duration.ofMillis(1500);

    @Test
    void anInstallIsRecordedAndTold() {
        ReleaseRecord record = Stored.record(1, DEPLOYED);

        ReleaseProgress progress = begin(subject(false), "")
                .beginning(new NextStep.Install("absent"))
                .released(subject(false), outcome(record), Optional.empty());

        HelmReleaseStatus status = progress.status();
        assertThat(status.history()).extracting(ReleaseSnapshot::version).containsExactly(1L);
        assertThat(status.history().getFirst().action()).isEqualTo("install");
        assertThat(status.lastAttemptedReleaseAction()).isEqualTo("install");
        assertThat(status.lastAttemptedReleaseActionDuration()).isEqualTo("1.5s");
        assertThat(status.lastAttemptedRevision()).isEqualTo("1.0.0");
        assertThat(status.storageNamespace()).isEqualTo("apps");
        assertThat(status.observedPostRenderersDigest()).isEqualTo("sha256:p");
        assertThat(condition(status, "Released"))
                .isEqualTo("True InstallSucceeded Helm install succeeded for release apps/web.v1 with chart web@1.0.0");
        assertThat(progress.events()).singleElement().satisfies(event -> {
            assertThat(event.message())
                    .isEqualTo("Helm install succeeded for release apps/web.v1 with chart web@1.0.0");
            assertThat(event.metadata())
                    .containsEntry("revision", "1.0.0")
                    .containsEntry("token", "sha256:v")
                    .containsEntry("app-version", "7");
        });
        assertThat(progress.done()).containsExactly(NextStep.Sort.RELEASE);
    }

    @Test
    void aReleaseThatIsToBeTestedWaitsForItsTests() {
        ReleaseProgress progress = begin(subject(true), "")
                .beginning(new NextStep.Install("absent"))
                .released(subject(true), outcome(Stored.record(1, DEPLOYED)), Optional.empty());

        assertThat(condition(progress.status(), "TestSuccess")).startsWith("Unknown AwaitingTests");
        assertThat(ready(progress, true)).startsWith("Unknown AwaitingTests");
        assertThat(ready(progress, false)).startsWith("True InstallSucceeded");
    }

    @Test
    void aFailureThatMadeARevisionCountsForTheRemedy() {
        ReleaseRecord record = Stored.record(1, FAILED);

        ReleaseProgress progress = begin(subject(false), "lastAttemptedReleaseAction: upgrade")
                .beginning(new NextStep.Install("absent"))
                .notReleased(subject(false), Optional.of(outcome(record)), "no room", TOOK, Stored.NOW);

        assertThat(progress.status().installFailures()).isEqualTo(1);
        assertThat(progress.status().upgradeFailures()).isZero();
        assertThat(progress.status().failures()).isEqualTo(1);
        assertThat(progress.status().history())
                .extracting(ReleaseSnapshot::status)
                .containsExactly("failed");
        assertThat(ready(progress, false))
                .isEqualTo(
                        "False InstallFailed Helm install failed for release apps/web with chart web@1.0.0: no room");
    }

    @Test
    void aFailureThatMadeNoneDoesNot() {
        ReleaseProgress progress = begin(subject(false), "")
                .beginning(new NextStep.Upgrade("out of sync", false))
                .notReleased(subject(false), Optional.empty(), "template", TOOK, Stored.NOW);

        assertThat(progress.status().upgradeFailures()).isZero();
        assertThat(progress.status().failures()).isEqualTo(1);
        assertThat(condition(progress.status(), "Released")).startsWith("False UpgradeFailed Helm upgrade failed");
    }

    @Test
    void aReleaseThatIsTakenOverForgetsWhatWasKnown() {
        ReleaseSnapshot known = Stored.seen(Stored.record(3, FAILED));
        HelmReleaseStatus status = Stored.status("", known);

        ReleaseProgress progress = ReleaseProgress.begin(subject(false), status, false)
                .beginning(new NextStep.Upgrade("unmanaged", true))
                .released(subject(false), outcome(Stored.record(5, DEPLOYED)), Optional.empty());

        assertThat(progress.status().history())
                .extracting(ReleaseSnapshot::version)
                .containsExactly(5L);
    }

    @Test
    void whatWasSaidOfTheReleaseBeforeGoesWhenANewOneBegins() {
        HelmReleaseStatus status = Releases.status("""
                conditions:
                - {type: TestSuccess, status: 'False', reason: TestFailed, message: old, lastTransitionTime: '2026-01-01T00:00:00Z'}
                - {type: Remediated, status: 'True', reason: RollbackSucceeded, message: old, lastTransitionTime: '2026-01-01T00:00:00Z'}
                """);

        ReleaseProgress progress =
                ReleaseProgress.begin(subject(false), status, false).beginning(new NextStep.Upgrade("values", false));

        assertThat(progress.status().conditions()).isEmpty();
    }

    @Test
    void failuresOfOtherInputsAreForgotten() {
        String failures = "failures: 3\nupgradeFailures: 2\ninstallFailures: 1\nlastAttemptedGeneration: %d\n"
                + "lastAttemptedRevision: 1.0.0\nlastAttemptedConfigDigest: sha256:v";

        assertThat(begin(subject(false), failures.formatted(1)).status().failures())
                .isZero();
        assertThat(begin(subject(false), failures.formatted(2)).status().upgradeFailures())
                .isEqualTo(2);
        assertThat(ReleaseProgress.begin(subject(false), Releases.status(failures.formatted(2)), true)
                        .status()
                        .upgradeFailures())
                .isZero();
    }

    @Test
    void testsAreRecordedWithTheirRelease() {
        ReleaseRecord passed = Stored.record(1, DEPLOYED, "1.0.0", HookPhase.SUCCEEDED);

        ReleaseProgress progress = released(passed).tested(subject(true), outcome(passed));

        assertThat(progress.status().history().getFirst().testHooks())
                .hasEntrySatisfying("web-test", test -> assertThat(test.phase()).isEqualTo("Succeeded"));
        assertThat(progress.status().history().getFirst().action()).isEqualTo("install");
        assertThat(ready(progress, true))
                .isEqualTo("True TestSucceeded Helm test succeeded for release apps/web.v1 with chart web@1.0.0:"
                        + " 1 test hook completed successfully");
    }

    @Test
    void aFailedTestIsAFailureOfTheReleaseUnlessItIsIgnored() {
        ReleaseRecord failed = Stored.record(1, DEPLOYED, "1.0.0", HookPhase.FAILED);

        ReleaseProgress progress = released(failed).notTested(subject(true), outcome(failed), "pod failed");

        assertThat(progress.status().installFailures()).isEqualTo(1);
        assertThat(ready(progress, true)).startsWith("False TestFailed");
        var ignoring = new ReleaseProgress.Subject(
                2,
                names(),
                wanted(true),
                attempt(),
                ReleasePolicies.of(Releases.spec("test: {ignoreFailures: true}"), false));
        assertThat(released(failed)
                        .notTested(ignoring, outcome(failed), "pod failed")
                        .status()
                        .installFailures())
                .isZero();
    }

    @Test
    void aReleaseThatWasRolledBackIsNotReady() {
        ReleaseRecord bad = Stored.record(2, FAILED);
        ReleaseSnapshot good = Stored.seen(Stored.record(1, SUPERSEDED));
        HelmReleaseStatus status = Stored.status("lastAttemptedReleaseAction: upgrade", Stored.seen(bad), good);

        ReleaseProgress progress = ReleaseProgress.begin(subject(false), status, false)
                .rolledBack(
                        subject(false),
                        good,
                        new ReleaseProgress.Outcome(
                                Stored.record(3, DEPLOYED),
                                Stored.history(Stored.record(1, SUPERSEDED), bad, Stored.record(3, DEPLOYED)),
                                TOOK,
                                Stored.NOW),
                        Optional.empty());

        assertThat(progress.status().history())
                .extracting(ReleaseSnapshot::version)
                .containsExactly(3L, 2L, 1L);
        assertThat(progress.status().history().getFirst().action()).isEqualTo("rollback");
        assertThat(ready(progress, false))
                .isEqualTo(
                        "False RollbackSucceeded Helm rollback to previous release apps/web.v1 with chart web@1.0.0 succeeded");
    }

    @Test
    void aReleaseThatWasUninstalledAsARemedyIsNotReady() {
        ReleaseProgress progress = released(Stored.record(1, FAILED))
                .undone(
                        subject(false),
                        outcome(Stored.record(1, dev.capstan.helm.release.record.ReleaseStatus.UNINSTALLED)));

        assertThat(ready(progress, false))
                .startsWith("False UninstallSucceeded Helm uninstall remediation for release");
        assertThat(progress.status().history().getFirst().status()).isEqualTo("uninstalled");
    }

    private static ReleaseProgress released(ReleaseRecord record) {
        return begin(subject(true), "")
                .beginning(new NextStep.Install("absent"))
                .released(subject(true), outcome(record), Optional.empty());
    }

    private static ReleaseProgress begin(ReleaseProgress.Subject subject, String status) {
        return ReleaseProgress.begin(subject, Releases.status(status), false).settledIn(subject.names());
    }

    private static ReleaseProgress.Subject subject(boolean isTested) {
        return new ReleaseProgress.Subject(
                2, names(), wanted(isTested), attempt(), ReleasePolicies.of(Releases.spec(""), false));
    }

    private static ReleaseLocation names() {
        return new ReleaseLocation("web", "apps", "apps");
    }

    private static Wanted wanted(boolean isTested) {
        return new Wanted("web", "1.0.0", "sha256:v", "sha256:p", "", false, false, isTested);
    }

    private static ReleaseAttempt attempt() {
        return new ReleaseAttempt(2, "1.0.0", "", "sha256:v");
    }

    private static ReleaseProgress.Outcome outcome(ReleaseRecord record) {
        return new ReleaseProgress.Outcome(record, Stored.history(record), TOOK, Stored.NOW);
    }

    private static String ready(ReleaseProgress progress, boolean countsTests) {
        return text(ReadySummary.of(Conditions.of(progress.status().conditions()), countsTests, 2), "Ready");
    }

    private static String condition(HelmReleaseStatus status, String type) {
        return text(Conditions.of(status.conditions()), type);
    }

    private static String text(Conditions conditions, String type) {
        return conditions
                .get(type)
                .map(condition -> condition.status() + " " + condition.reason() + " " + condition.message())
                .orElse("none of "
                        + List.of(conditions.toList().stream()
                                .map(Condition::type)
                                .toArray()));
    }
}
