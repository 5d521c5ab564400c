package dev.capstan.helmrelease.kube;

import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.SUCCEEDS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.WAITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.drift.DriftFinding;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of waits and of what woke a HelmRelease up. */
class HelmReleaseReconcilerTest {

    private static final ObjectKey WEB = new ObjectKey("apps", "web");
    private static final String VALUES = "valuesFrom: [{kind: Secret, name: v}]";

    private final ReconcilerFixture web = new ReconcilerFixture();

    @Test
    void aSecretOfValuesThatIsSeenForTheFirstTimeDoesNotEndAWait() {
        values("a: x");
        web.actions.nextActions(WAITS);
        web.spec(VALUES);
        web.reconcile();

        web.triggers.recheck(WEB);
        web.reconcile();

        assertThat(web.actions.isCancelled()).isFalse();
        assertThat(web.events).isEmpty();
        end();
        assertThat(web.stored()).containsExactly("1 deployed");
    }

    @Test
    void otherValuesEndAWaitOnceAndNotAgain() {
        values("a: x");
        web.actions.nextActions(WAITS);
        web.spec(VALUES);
        web.reconcile();

        values("a: y");
        web.triggers.recheck(WEB);
        web.reconcile();
        web.reconcile();
        web.reconcile();

        assertThat(web.events).containsExactly(Reason.HEALTH_CHECK_CANCELED);
        end();
        assertThat(web.stored()).containsExactly("1 failed", "2 deployed");
    }

    /** An upgrade that other values cause, and that waits, is not begun again each time that it is looked at. */
    @Test
    void valuesThatCausedAnUpgradeDoNotEndItsWait() {
        values("a: x");
        web.spec(VALUES);
        web.reconcile();
        web.actions.nextActions(WAITS);
        values("a: y");
        web.triggers.recheck(WEB);

        web.reconcile();
        web.reconcile();

        assertThat(web.events).doesNotContain(Reason.HEALTH_CHECK_CANCELED);
        end();
        assertThat(web.stored()).containsExactly("1 superseded", "2 deployed");
    }

    @Test
    void valuesThatCannotBeReadDoNotEndAWaitAndAreReadAgain() {
        values("a: x");
        web.actions.nextActions(WAITS);
        web.spec(VALUES);
        web.reconcile();
        values("a: y");
        web.triggers.recheck(WEB);
        web.ports.variables.fails("Secret/apps/v", "the API server does not answer");

        Requeue next = web.reconcile();
        assertThat(next).isEqualTo(new Requeue.After(Duration.ofSeconds(5)));
        assertThat(web.actions.isCancelled()).isFalse();

        values("a: y");
        web.reconcile();
        assertThat(web.events).containsExactly(Reason.HEALTH_CHECK_CANCELED);
    }

    @Test
    void otherValuesAreNotForgottenWhileTheHelmChartCannotBeMade() {
        String template = VALUES + "\nchart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: charts}}}";
        values("a: x");
        web.spec(template);
        web.reconcile();
        values("a: y");
        web.triggers.recheck(WEB);
        web.chartProblem(Optional.of("the API server answered 500"));
        web.reconcile();

        web.chartProblem(Optional.empty());
        web.reconcile();

        assertThat(web.stored()).containsExactly("1 superseded", "2 deployed");
    }

    @Test
    void aWaitThatWasGivenUpIsKnownWhileTheNewChartIsNotReady() {
        web.reconcile();
        web.actions.nextActions(WAITS);
        web.spec("values: {a: x}");
        web.reconcile();
        ChartSourceLookup.Lookup ready = web.ports.source();

        web.spec("values: {a: y}");
        web.ports.source(new ChartSourceLookup.Lookup.Missing());
        web.reconcile();
        assertThat(web.status().history())
                .extracting(ReleaseSnapshot::version, ReleaseSnapshot::status)
                .containsExactly(tuple(2L, "failed"), tuple(1L, "deployed"));

        web.ports.source(ready);
        web.actions.nextActions(SUCCEEDS);
        web.reconcile();
        assertThat(web.status().history()).extracting(ReleaseSnapshot::version).containsExactly(3L, 2L, 1L);
    }

    @Test
    void aWaitThatIsSuspendedIsKnownAfterwards() {
        web.reconcile();
        web.actions.nextActions(WAITS);
        web.spec("values: {a: x}");
        web.reconcile();

        web.suspend();

        assertThat(web.actions.isCancelled()).isTrue();
        assertThat(web.status().history()).extracting(ReleaseSnapshot::status).containsExactly("failed", "deployed");
    }

    @Test
    void aWaitGoesOnWhenItsStatusCannotBeWritten() {
        web.actions.nextActions(WAITS);
        web.refusesStatus(true);
        web.reconcile();
        web.refusesStatus(false);

        end();

        assertThat(web.stored()).containsExactly("1 deployed");
        assertThat(ready()).isTrue();
    }

    @Test
    void theWaitOfAHelmReleaseThatIsGoneEnds() {
        web.actions.nextActions(WAITS);
        web.reconcile();

        web.isGone();

        assertThat(web.actions.isCancelled()).isTrue();
    }

    @Test
    void driftThatCannotBeLookedForIsLookedForAgainSoon() {
        web.ports.drift(new DriftFinding.Unknown("the API server answered 500"));
        web.spec("driftDetection: {mode: enabled}");
        Requeue next = web.reconcile();
        assertThat(next).isInstanceOf(Requeue.BackoffUpTo.class);

        web.ports.drift(new DriftFinding.Clean());
        next = web.reconcile();

        assertThat(next).isInstanceOf(Requeue.Interval.class);
        assertThat(Conditions.of(web.status().conditions()).get("Drifted").map(Condition::status))
                .contains("False");
    }

    private void values(String yaml) {
        web.ports.variables.holds("Secret/apps/v", Map.of("values.yaml", yaml));
    }

    /** What is waited for comes. */
    private void end() {
        web.actions.nextActions(SUCCEEDS);
        web.actions.decide();
        web.reconcile();
    }

    private boolean ready() {
        return Conditions.of(web.status().conditions()).isTrue(Condition.READY);
    }
}
