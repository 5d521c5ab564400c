package dev.capstan.helmrelease.run;

import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.FAILS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.IS_OVERTAKEN;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.SUCCEEDS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.SUCCEEDS_BEFORE_AN_OUTAGE;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.WAITS;
import static dev.capstan.helmrelease.run.ReleaseRunFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Conditions;
import dev.capstan.apply.ObjectId;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.drift.DriftedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes wrong in the middle of a run, and what is kept of the release before. */
class RunFaultsTest {
    private static final String KEEPS = "upgrade: {preserveValues: true}\nvalues: ";

    private final ReleaseRunFixture web = new ReleaseRunFixture();

    @Test
    void otherValuesAreAnUpgradeAlsoWhereFormerOnesStay() {
        web.run(KEEPS + "{a: x}");

        web.run(KEEPS + "{b: y}");

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 deployed");
        assertThat(web.actions.config(KEY)).isEqualTo("{\"a\":\"x\",\"b\":\"y\"}");
    }

    @Test
    void valuesThatStayAreNoReasonForAnotherUpgrade() {
        web.run(KEEPS + "{a: x}");
        web.run(KEEPS + "{b: y}");

        web.run(KEEPS + "{b: y}");
        web.restarts();
        web.run(KEEPS + "{b: y}");
        web.actions.calls.clear();
        web.run(KEEPS + "{b: y}");

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 deployed");
        assertThat(web.actions.calls).containsExactly("history");
    }

    @Test
    void valuesThatCouldNotBeRenderedAreTriedAgainWhereFormerOnesStay() {
        web.run(KEEPS + "{a: x}");
        web.ports.rendering("nil pointer");
        web.run(KEEPS + "{b: y}");
        web.ports.rendering(null);

        web.run(KEEPS + "{b: y}");

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 deployed");
    }

    @Test
    void aFormerReleaseInAnotherStorageThatCannotBeUninstalledIsTriedAgain() {
        web.run("");
        web.actions.nextActions(FAILS);
        ReleaseRunResult first = web.run("storageNamespace: other");
        assertThat(first).isInstanceOf(ReleaseRunResult.Broken.class);
        assertThat(web.status().storageNamespace()).isEqualTo("apps");

        web.actions.nextActions(SUCCEEDS);
        web.run("storageNamespace: other");
        web.run("storageNamespace: other");

        assertThat(web.actions.stored(KEY)).isEmpty();
        assertThat(web.actions.stored(new ReleaseKey("other", "web"))).containsExactly("1 deployed");
        assertThat(web.status().storageNamespace()).isEqualTo("other");
    }

    @Test
    void whatWasDoneIsKnownAlthoughTheRecordsCannotBeReadAfterwards() {
        String tested = "test: {enable: true}\n";
        web.run(tested);
        web.actions.nextActions(SUCCEEDS_BEFORE_AN_OUTAGE);
        ReleaseRunResult met = web.run(tested + "values: {a: x}");
        assertThat(met).isInstanceOf(ReleaseRunResult.Broken.class);
        assertThat(condition("Ready")).isEqualTo("False ReconcileError");

        web.actions.nextActions(SUCCEEDS);
        web.actions.storageIsAway(false);
        web.run(tested + "values: {a: x}");

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 deployed");
        assertThat(condition("Ready")).isEqualTo("True TestSucceeded");
        assertThat(web.status().history()).extracting(ReleaseSnapshot::version).containsExactly(2L, 1L);
    }

    @Test
    void theRecordsAreReadOnceForAReleaseAndItsTests() {
        web.run("");
        web.run("values: {a: x}");
        assertThat(web.actions.calls).containsExactly("history", "install", "history", "upgrade");
        assertThat(web.status().history())
                .extracting(ReleaseSnapshot::status)
                .containsExactly("deployed", "superseded");
        web.actions.calls.clear();

        web.run("test: {enable: true}");

        assertThat(web.actions.calls).containsExactly("history", "upgrade", "test");
    }

    @Test
    void anActionThatAnotherToolHasOvertakenUsesUpNoTry() {
        web.run("");
        web.actions.nextActions(IS_OVERTAKEN);

        ReleaseRunResult overtaken = web.run("values: {a: x}");

        assertThat(overtaken).isInstanceOf(ReleaseRunResult.Broken.class);
        assertThat(web.status().upgradeFailures()).isZero();
        assertThat(condition("Stalled")).isEqualTo("-");
        web.actions.nextActions(SUCCEEDS);
        web.run("values: {a: x}");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void aWaitThatIsGivenUpIsKnownWhileItStillCleansUp() {
        web.run("");
        web.actions.nextActions(WAITS);
        var acting = (ReleaseRunResult.Acting) web.run("values: {a: x}");
        web.actions.cleansUpWhenGivenUp();

        web.giveUp(acting);

        assertThat(web.status().history()).extracting(ReleaseSnapshot::status).containsExactly("failed", "deployed");
    }

    @Test
    void whyDriftStaysIsSaidWithoutWhatCameFromSecrets() {
        String spec = "valuesFrom: [{kind: Secret, name: s}]\ndriftDetection: {mode: enabled}";
        web.ports.variables.holds("Secret/apps/s", Map.of("values.yaml", "{a: hunter2, b: hunter2-and-more}"));
        web.run(spec);
        var drifted = new DriftedObject.Removed(new ObjectId("", "ConfigMap", "apps", "web"));
        web.ports.drift(new DriftFinding.Found(
                List.of(drifted),
                Optional.of(new DriftFinding.Correction.NotCorrected("neither \"hunter2-and-more\" nor hunter2"))));

        var unchanged = (ReleaseRunResult.Ended) web.run(spec);
        web.restarts();
        var restarted = (ReleaseRunResult.Ended) web.run(spec);

        var hidden = new DriftFinding.Found(
                List.of(drifted), Optional.of(new DriftFinding.Correction.NotCorrected("neither \"*****\" nor *****")));
        assertThat(unchanged.drift()).isEqualTo(hidden);
        assertThat(restarted.drift()).isEqualTo(hidden);
    }

    @Test
    void whyDriftStaysIsNotSaidWhileItIsUnknownWhatCameFromSecrets() {
        String spec = "valuesFrom: [{kind: Secret, name: s}]\ndriftDetection: {mode: enabled}";
        web.ports.variables.holds("Secret/apps/s", Map.of("values.yaml", "{a: hunter2}"));
        web.run(spec);
        web.ports.variables.fails("Secret/apps/s", "forbidden");
        web.ports.drift(new DriftFinding.Unknown("not hunter2"));

        var unchanged = (ReleaseRunResult.Ended) web.run(spec);

        assertThat(unchanged.drift())
                .isEqualTo(new DriftFinding.Unknown(
                        "the reason is not shown, since values that it may name cannot be read"));
    }

    private String condition(String type) {
        return Conditions.of(web.status().conditions())
                .get(type)
                .map(it -> it.status() + " " + it.reason())
                .orElse("-");
    }
}
