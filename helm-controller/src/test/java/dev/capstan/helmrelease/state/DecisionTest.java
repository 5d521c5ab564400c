package dev.capstan.helmrelease.state;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static dev.capstan.helm.release.record.ReleaseStatus.SUPERSEDED;
import static dev.capstan.helmrelease.state.Stored.history;
import static dev.capstan.helmrelease.state.Stored.record;
import static dev.capstan.helmrelease.state.Stored.seen;
import static dev.capstan.helmrelease.state.Stored.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.Reason;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.snapshot.Releases;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
    private static final ReleaseRecord GOOD = record(1, SUPERSEDED);
    private static final ReleaseRecord BAD = record(2, FAILED);
    private static final Situation FAILURE = new Situation.Failed("it failed");

    @Test
    void eachSituationHasItsAction() {
        assertThat(step(new Situation.Locked("l"))).isEqualTo(new NextStep.Unlock());
        assertThat(step(new Situation.Absent("a"))).isEqualTo(new NextStep.Install("a"));
        assertThat(step(new Situation.Unmanaged("u"))).isEqualTo(new NextStep.Upgrade("u", true));
        assertThat(step(new Situation.OutOfSync("o"))).isEqualTo(new NextStep.Upgrade("o", false));
        assertThat(step(new Situation.HalfUninstalled("h"))).isEqualTo(new NextStep.FinishUninstall("h"));
        assertThat(step(new Situation.Untested())).isEqualTo(new NextStep.Test());
        assertThat(step(new Situation.InSync())).isEqualTo(new NextStep.Nothing());
        assertThat(step(new Situation.Held("h", Stored.NOW))).isEqualTo(new NextStep.AwaitOthers("h", Stored.NOW));
        assertThat(step(new Situation.Unreadable("r"))).isEqualTo(new NextStep.Refuse(Reason.STATE_ERROR, "r"));
    }

    @Test
    void aFailureThatNobodyCountedIsUpgraded() {
        assertThat(decide("", status(""), history(), Set.of(), false).after(FAILURE))
                .isInstanceOf(NextStep.Upgrade.class);
        assertThat(decide("", status("lastAttemptedReleaseAction: install"), history(), Set.of(), false)
                        .after(FAILURE))
                .isInstanceOf(NextStep.Upgrade.class);
    }

    /** Policy and count of failures decide what follows a failed action. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // action | remediation of the spec                          | failures | what follows
                "install | ''                                                | 1 | Stall",
                "install | install: {remediation: {remediateLastFailure: true}} | 1 | UndoInstall",
                "install | install: {remediation: {retries: 1}}              | 1 | UndoInstall",
                "install | install: {remediation: {retries: 1}}              | 2 | Stall",
                "install | install: {remediation: {retries: -1}}             | 99 | UndoInstall",
                "upgrade | ''                                                | 1 | Stall",
                "upgrade | upgrade: {remediation: {retries: 1}}              | 1 | RollBack",
                "upgrade | upgrade: {remediation: {retries: 1}}              | 2 | RollBack",
                "upgrade | upgrade: {remediation: {retries: 1, remediateLastFailure: false}} | 2 | Stall",
                "upgrade | upgrade: {remediation: {remediateLastFailure: true}} | 1 | RollBack",
                "upgrade | upgrade: {remediation: {retries: 1, strategy: uninstall}} | 1 | UndoInstall",
                "upgrade | upgrade: {strategy: {name: RetryOnFailure}}       | 99 | Upgrade",
                "install | install: {strategy: {name: RetryOnFailure}}       | 99 | Upgrade",
            })
    void aFailureIsUndoneAsThePolicySays(String action, String spec, long failures, String expected) {
        HelmReleaseStatus status = status(
                "lastAttemptedReleaseAction: %s\n%sFailures: %d".formatted(action, action, failures),
                seen(BAD),
                seen(GOOD));

        NextStep step =
                decide(spec, status, history(GOOD, BAD), Set.of(), false).after(FAILURE);

        assertThat(step.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void whatIsSaidWhenNothingMayBeTriedAnyMore() {
        HelmReleaseStatus status = status("lastAttemptedReleaseAction: upgrade\nupgradeFailures: 3");

        assertThat(decide("", status, history(), Set.of(), false).after(new Situation.OutOfSync("o")))
                .isEqualTo(new NextStep.Stall(Reason.RETRIES_EXCEEDED, "Failed to upgrade after 3 attempt(s)"));
        assertThat(decide("", status("installFailures: 1"), history(), Set.of(), false)
                        .after(new Situation.Absent("a")))
                .isEqualTo(new NextStep.Stall(Reason.RETRIES_EXCEEDED, "Failed to install after 1 attempt(s)"));
    }

    @Test
    void aForcedReleaseIsMadeOnceWhateverTheCount() {
        HelmReleaseStatus status =
                status("lastAttemptedReleaseAction: upgrade\nupgradeFailures: 3\ninstallFailures: 3");

        assertThat(decide("", status, history(), Set.of(), true).after(new Situation.OutOfSync("o")))
                .isInstanceOf(NextStep.Upgrade.class);
        assertThat(decide("", status, history(), Set.of(), true).after(new Situation.Absent("a")))
                .isInstanceOf(NextStep.Install.class);
        assertThat(decide("", status, history(), Set.of(), true).after(new Situation.InSync()))
                .isInstanceOf(NextStep.Upgrade.class);
        assertThat(decide("", status, history(), Set.of(), true).after(FAILURE)).isInstanceOf(NextStep.Upgrade.class);
        assertThat(decide("", status, history(), Set.of(NextStep.Sort.RELEASE), true)
                        .after(new Situation.InSync()))
                .isEqualTo(new NextStep.Nothing());
    }

    @Test
    void withoutAGoodReleaseBeforeThereIsNothingToGoBackTo() {
        HelmReleaseStatus status = status("lastAttemptedReleaseAction: upgrade\nupgradeFailures: 1", seen(BAD));

        NextStep step = decide("upgrade: {remediation: {retries: 1}}", status, history(BAD), Set.of(), false)
                .after(FAILURE);

        assertThat(step)
                .isInstanceOfSatisfying(
                        NextStep.Stall.class,
                        stall -> assertThat(stall.reason()).isEqualTo(Reason.MISSING_ROLLBACK_TARGET));
    }

    @Test
    void aGoodReleaseThatIsNotStoredAsItWasIsNotGoneBackTo() {
        HelmReleaseStatus status =
                status("lastAttemptedReleaseAction: upgrade\nupgradeFailures: 1", seen(BAD), seen(GOOD));
        String spec = "upgrade: {remediation: {retries: 1}}";

        assertThat(decide(spec, status, history(BAD), Set.of(), false).after(FAILURE))
                .isInstanceOf(NextStep.Upgrade.class);
        assertThat(decide(spec, status, history(GOOD.with(SUPERSEDED, "changed"), BAD), Set.of(), false)
                        .after(FAILURE))
                .isInstanceOf(NextStep.Upgrade.class);
    }

    @Test
    void aSortOfActionIsDoneOnceInARun() {
        HelmReleaseStatus once = status("lastAttemptedReleaseAction: upgrade\nupgradeFailures: 1");

        assertThat(decide("upgrade: {remediation: {retries: 3}}", once, history(), Set.of(NextStep.Sort.RELEASE), false)
                        .after(new Situation.OutOfSync("still")))
                .isEqualTo(new NextStep.StartAnew());
        assertThat(decide("", once, history(), Set.of(NextStep.Sort.UNLOCK), false)
                        .after(new Situation.Locked("l")))
                .isEqualTo(new NextStep.Stall(Reason.RETRIES_EXCEEDED, "Failed to upgrade after 1 attempt(s)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upgrade: {remediation: {retries: 1}}                       | upgrade | 1 | StartAnew",
                "upgrade: {remediation: {retries: 1}}                       | upgrade | 2 | Stall",
                "upgrade: {remediation: {retries: 1, strategy: uninstall}}  | upgrade | 2 | StartAnew",
                "install: {remediation: {retries: 1}}                       | install | 1 | StartAnew",
                "install: {remediation: {retries: 1, remediateLastFailure: true}} | install | 2 | Stall",
            })
    void aRunEndsWithARemedy(String spec, String action, long failures, String expected) {
        HelmReleaseStatus status =
                status("lastAttemptedReleaseAction: %s\n%sFailures: %d".formatted(action, action, failures));

        NextStep step = decide(spec, status, history(), Set.of(NextStep.Sort.RELEASE, NextStep.Sort.REMEDIATE), false)
                .after(new Situation.OutOfSync("rolled back"));

        assertThat(step.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void aFailureThatIsOnlyRetriedIsTriedAgainAfterTheInterval() {
        HelmReleaseStatus status = status("lastAttemptedReleaseAction: install\ninstallFailures: 7");
        String spec = "install: {strategy: {name: RetryOnFailure, retryInterval: 30s}}";

        assertThat(decide(spec, status, history(), Set.of(NextStep.Sort.RELEASE), false)
                        .after(FAILURE))
                .isEqualTo(new NextStep.RetryLater(Duration.ofSeconds(30)));
        assertThat(ReleasePolicy.ofInstall(Releases.spec(""), true).retryAfter())
                .contains(Duration.ofMinutes(5));
        assertThat(ReleasePolicy.ofInstall(Releases.spec("install: {strategy: {name: RemediateOnFailure}}"), true)
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void failedTestsMayBeIgnoredByActionOrForAll() {
        assertThat(ReleasePolicy.ofUpgrade(Releases.spec("test: {ignoreFailures: true}"), false)
                        .ignoresTests())
                .isTrue();
        assertThat(ReleasePolicy.ofUpgrade(
                                Releases.spec(
                                        "test: {ignoreFailures: true}\nupgrade: {remediation: {ignoreTestFailures: false}}"),
                                false)
                        .ignoresTests())
                .isFalse();
    }

    private static NextStep step(Situation situation) {
        return decide("", status("", seen(record(1, DEPLOYED))), history(), Set.of(), false)
                .after(situation);
    }

    private static Decision decide(
            String spec, HelmReleaseStatus status, ReleaseHistory stored, Set<NextStep.Sort> done, boolean isForced) {
        return new Decision(status, ReleasePolicies.of(Releases.spec(spec), false), stored, done, isForced);
    }
}
