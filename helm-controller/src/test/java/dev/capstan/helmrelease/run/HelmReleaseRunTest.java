package dev.capstan.helmrelease.run;

import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.FAILS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.FAILS_BEFORE_IT_BEGINS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.SUCCEEDS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.WAITS;
import static dev.capstan.helmrelease.run.ReleaseRunFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.Stored;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelmReleaseRunTest {
    private static final String ROLLS_BACK = "upgrade: {remediation: {retries: 1}}";

    private final ReleaseRunFixture web = new ReleaseRunFixture();

    @Test
    void installsAndIsReady() {
        web.run("");

        assertThat(web.actions.stored(KEY)).containsExactly("1 deployed");
        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
        assertThat(web.status().observedGeneration()).isPositive();
        assertThat(web.status().history()).extracting(ReleaseSnapshot::status).containsExactly("deployed");
        assertThat(condition("Reconciling")).isEqualTo("-");
    }

    @Test
    void anotherRunOfTheSameInputsCostsOneRequestAndNoRender() {
        web.run("");
        web.actions.calls.clear();
        int rendered = web.ports.renders();

        web.run("");

        assertThat(web.actions.calls).containsExactly("history");
        assertThat(web.ports.renders()).isEqualTo(rendered);
        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
    }

    @Test
    void afterARestartARunStillRendersNothing() {
        web.run("");
        web.restarts();
        int rendered = web.ports.renders();

        web.run("");

        assertThat(web.ports.renders()).isEqualTo(rendered);
        assertThat(web.actions.stored(KEY)).containsExactly("1 deployed");
    }

    @Test
    void otherValuesAndAnotherChartAreUpgrades() {
        web.run("");

        web.run("values: {a: 1}");
        web.ports.offers("1.0.1");
        web.run("values: {a: 1}");

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 superseded", "3 deployed");
        assertThat(web.status().lastAttemptedRevision()).isEqualTo("1.0.1");
        assertThat(web.status().history()).extracting(ReleaseSnapshot::version).containsExactly(3L, 2L);
    }

    @Test
    void aFailedUpgradeIsRolledBackAndTriedAgain() {
        web.run(ROLLS_BACK);
        web.actions.nextActions(FAILS);
        String changed = ROLLS_BACK + "\nvalues: {a: 1}";

        // The upgrade fails; so does going back, which is tried once.
        web.run(changed);
        assertThat(web.status().upgradeFailures()).isEqualTo(1);
        assertThat(condition("Remediated")).isEqualTo("False RollbackFailed");

        web.actions.nextActions(SUCCEEDS);
        web.run(changed);
        web.run(changed);
        assertThat(web.actions.calls).contains("rollback to 1");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
        assertThat(web.status().upgradeFailures()).isZero();
    }

    @Test
    void retriesThatAreUsedUpStallUntilTheChartIsFixed() {
        web.actions.nextActions(FAILS);
        web.run("");
        assertThat(condition("Stalled")).isEqualTo("True RetriesExceeded");
        assertThat(condition("Ready")).isEqualTo("False InstallFailed");
        web.run("");
        assertThat(web.actions.stored(KEY)).containsExactly("1 failed");

        web.actions.nextActions(SUCCEEDS);
        web.ports.offers("1.0.1");
        web.run("");

        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
        assertThat(condition("Stalled")).isEqualTo("-");
    }

    @Test
    void aResetOrAForcedReleaseGoesOnWithTheSameChart() {
        web.actions.nextActions(FAILS);
        web.run("");
        web.actions.nextActions(SUCCEEDS);

        web.run("", Map.of("reconcile.fluxcd.io/requestedAt", "now", "reconcile.fluxcd.io/resetAt", "now"));

        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
        assertThat(web.status().lastHandledResetAt()).isEqualTo("now");
        web.run("", Map.of("reconcile.fluxcd.io/requestedAt", "again", "reconcile.fluxcd.io/forceAt", "again"));
        assertThat(web.actions.stored(KEY)).hasSize(3);
        assertThat(web.status().lastHandledForceAt()).isEqualTo("again");
        web.run("", Map.of("reconcile.fluxcd.io/requestedAt", "again", "reconcile.fluxcd.io/forceAt", "again"));
        assertThat(web.actions.stored(KEY)).hasSize(3);
    }

    @Test
    void aFailedInstallIsUninstalledAndTriedAgain() {
        String spec = "install: {remediation: {retries: 1}}";
        web.actions.nextActions(FAILS);
        // The uninstall fails as well, so it is tried again by the next run.
        ReleaseRunResult first = web.run(spec);
        assertThat(first).isInstanceOf(ReleaseRunResult.Broken.class);

        web.actions.nextActions(SUCCEEDS);
        ReleaseRunResult second = web.run(spec);

        assertThat(((ReleaseRunResult.Ended) second).last()).isEqualTo(new NextStep.StartAnew());
        assertThat(condition("Ready")).isEqualTo("False UninstallSucceeded");
        web.run(spec);
        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
    }

    @Test
    void whatCannotBeRenderedUsesUpNoTry() {
        web.ports.rendering("template: web/templates/a.yaml:1:2: nil pointer");

        ReleaseRunResult result = web.run("");

        assertThat(result).isInstanceOf(ReleaseRunResult.Broken.class);
        assertThat(web.status().installFailures()).isZero();
        assertThat(condition("Ready")).isEqualTo("False InstallFailed");
        web.ports.rendering(null);
        web.run("");
        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
    }

    @Test
    void aReleaseWhoseUpgradeCouldNotBeRenderedIsReadyAgainWithItsFormerValues() {
        web.run("");
        web.ports.rendering("nil pointer");
        web.run("values: {a: 1}");
        assertThat(condition("Ready")).isEqualTo("False UpgradeFailed");

        web.run("");

        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
        assertThat(web.actions.stored(KEY)).containsExactly("1 deployed");
    }

    @Test
    void anActionThatDoesNotBeginIsTriedAgain() {
        web.actions.nextActions(FAILS_BEFORE_IT_BEGINS);
        assertThat(web.run("")).isInstanceOf(ReleaseRunResult.Broken.class);
        assertThat(web.status().installFailures()).isZero();

        web.actions.nextActions(SUCCEEDS);
        web.run("");
        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
    }

    @Test
    void aStepThatWaitsIsGoneOnWith() {
        web.actions.nextActions(WAITS);

        var acting = (ReleaseRunResult.Acting) web.run("");
        assertThat(condition("Ready")).isEqualTo("Unknown Progressing");
        assertThat(web.status().conditions())
                .filteredOn(it -> it.type().equals("Reconciling"))
                .extracting(Condition::message)
                .containsExactly("Running 'install' action with timeout of 5m0s");
        web.actions.nextActions(SUCCEEDS);
        web.resume("", acting);

        assertThat(condition("Ready")).isEqualTo("True InstallSucceeded");
    }

    @Test
    void newerInputEndsAWaitAndTakesNoTry() {
        web.actions.nextActions(WAITS);
        var acting = (ReleaseRunResult.Acting) web.run("");

        web.giveUp(acting);
        web.actions.nextActions(SUCCEEDS);
        web.run("values: {a: 1}");

        assertThat(web.actions.stored(KEY)).containsExactly("1 failed", "2 deployed");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void aReleaseThatADeadProcessLeftPendingIsHealedAndUpgraded() {
        web.run("");
        web.actions.breakOff(KEY, ReleaseStatus.PENDING_UPGRADE);
        web.restarts();

        web.run("");

        assertThat(web.actions.calls).contains("heal", "upgrade");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void aReleaseOfOthersIsTakenOver() {
        web.actions.store(KEY, Stored.record(4, ReleaseStatus.DEPLOYED));

        web.run("");

        assertThat(web.actions.stored(KEY)).containsExactly("4 superseded", "5 deployed");
        assertThat(web.status().history()).extracting(ReleaseSnapshot::version).containsExactly(5L);
    }

    @Test
    void testsRunAndTheirFailureFailsTheRelease() {
        web.run("test: {enable: true}");
        assertThat(condition("Ready")).isEqualTo("True TestSucceeded");
        assertThat(web.status().history().getFirst().testHooks()).containsKey("web-test");

        web.actions.tests(HookPhase.FAILED);
        web.run("test: {enable: true}\nvalues: {a: 1}");

        assertThat(condition("Ready")).isEqualTo("False TestFailed");
        assertThat(condition("Stalled")).isEqualTo("True RetriesExceeded");
    }

    @Test
    void anotherTargetMeansThatTheFormerReleaseGoesFirst() {
        web.run("");

        ReleaseRunResult result = web.run("targetNamespace: shop");
        assertThat(result).isInstanceOf(ReleaseRunResult.TargetChanged.class);
        assertThat(web.actions.calls).contains("uninstall apps/web");
        assertThat(web.status().history()).isEmpty();
        web.run("targetNamespace: shop");

        assertThat(web.actions.stored(new ReleaseKey("apps", "shop-web"))).containsExactly("1 deployed");
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsDone() {
        web.ports.source(new ChartSourceLookup.Lookup.Missing());
        web.run("");
        assertThat(condition("Ready")).isEqualTo("False SourceNotReady");

        web.ports.offers("1.0.0");
        web.run("dependsOn: [{name: db}]");
        assertThat(condition("Ready")).isEqualTo("False DependencyNotReady");

        web.run("valuesFrom: [{kind: Secret, name: gone}]");
        assertThat(condition("Ready")).isEqualTo("False ValuesError");

        web.ports.cluster(new ReleaseClusters.Choice.Missing("service account 'apps/gone' not found"));
        web.run("");
        assertThat(condition("Ready")).isEqualTo("False RESTClientError");

        assertThat(web.actions.calls).isEmpty();
        assertThat(web.status().observedGeneration()).isEqualTo(-1);
    }

    @Test
    void recordsThatCannotBeReadAreAskedForAgain() {
        web.actions.storageIsAway(true);

        assertThat(web.run(""))
                .isInstanceOfSatisfying(
                        ReleaseRunResult.NotPrepared.class,
                        result -> assertThat(result.reason()).isEqualTo(Reason.FACTORY_ERROR));
    }

    @Test
    void anExpressionThatDoesNotCompileStalls() {
        web.run("healthCheckExprs: [{apiVersion: a/v1, kind: A, current: 'status.('}]");

        assertThat(condition("Stalled")).isEqualTo("True InvalidCELExpression");
        assertThat(web.status().observedGeneration()).isPositive();
    }

    private String condition(String type) {
        return Conditions.of(web.status().conditions())
                .get(type)
                .map(it -> it.status() + " " + it.reason())
                .orElse("-");
    }
}
