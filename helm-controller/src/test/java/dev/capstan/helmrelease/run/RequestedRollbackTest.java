package dev.capstan.helmrelease.run;

import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.FAILS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.FAILS_BEFORE_IT_BEGINS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.SUCCEEDS;
import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.WAITS;
import static dev.capstan.helmrelease.run.ReleaseRunFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helmrelease.status.ReleaseEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollbacks that somebody asks for by the annotation. */
class RequestedRollbackTest {
    private static final Map<String, String> TO_1 = Map.of(ToolkitKeys.ROLLBACK, "1@a");

    private final ReleaseRunFixture web = new ReleaseRunFixture();

    @BeforeEach
    void anUpgradeNobodyIsHappyWith() {
        web.run("");
        web.ports.offers("1.1.0");
        web.run("");
        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 deployed");
    }

    @Test
    void goesBackAndSaysSo() {
        ReleaseRunResult result = web.run("", TO_1);

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 superseded", "3 deployed");
        assertThat(condition("Ready")).isEqualTo("True RollbackSucceeded");
        assertThat(message("Ready"))
                .startsWith("Helm rollback to previous release apps/web.v1 with chart web@1.0.0 succeeded")
                .contains("chart version 1.1.0")
                .endsWith("held back until chart, values or spec change");
        assertThat(events(result)).containsExactly("RollbackSucceeded");
        assertThat(rollback())
                .extracting(ReleaseRollback::request, ReleaseRollback::revision)
                .containsExactly("1@a", 3L);
    }

    @Test
    void theChartThatItLeftIsNotInstalledAgain() {
        web.run("", TO_1);
        web.actions.calls.clear();
        int rendered = web.ports.renders();

        web.run("", TO_1);
        assertThat(web.actions.calls).as("of a pass that finds nothing new").containsExactly("history");
        web.restarts();
        web.run("", TO_1);
        web.run("");

        assertThat(web.ports.renders()).isEqualTo(rendered);
        assertThat(web.actions.stored(KEY)).endsWith("3 deployed").hasSize(3);
        assertThat(condition("Ready")).isEqualTo("True RollbackSucceeded");
    }

    @Test
    void aNewerChartIsInstalledAndTheSameAnnotationDoesNotCountAgain() {
        web.run("", TO_1);

        web.ports.offers("1.2.0");
        web.run("", TO_1);
        web.run("", TO_1);

        assertThat(web.actions.stored(KEY))
                .endsWith("3 superseded", "4 deployed")
                .hasSize(4);
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void otherValuesAndAnotherSpecEndItEvenWhenTheReleaseLooksAsWanted() {
        web.run("", TO_1);

        web.ports.offers("1.0.0");
        web.run("timeout: 7m", TO_1);

        assertThat(web.actions.stored(KEY)).endsWith("4 deployed");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void anotherRequestGoesElsewhere() {
        web.run("", TO_1);

        web.run("", Map.of(ToolkitKeys.ROLLBACK, "2@b"));

        assertThat(web.actions.calls).contains("rollback to 1", "rollback to 2");
        assertThat(web.actions.stored(KEY)).endsWith("4 deployed");
    }

    @Test
    void aForcedReleaseEndsItAndOneThatIsForcedTogetherWithItDoesNot() {
        web.run("", Map.of(ToolkitKeys.ROLLBACK, "1@a", ToolkitKeys.REQUESTED_AT, "now", ToolkitKeys.FORCE_AT, "now"));
        assertThat(web.actions.stored(KEY)).endsWith("3 deployed").hasSize(3);

        web.run("", Map.of(ToolkitKeys.REQUESTED_AT, "then", ToolkitKeys.FORCE_AT, "then"));

        assertThat(web.actions.stored(KEY)).endsWith("4 deployed");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void anUnknownRevisionIsRefusedOnceAndTheReleaseGoesOn() {
        web.ports.offers("1.2.0");
        Map<String, String> toNowhere = Map.of(ToolkitKeys.ROLLBACK, "9");

        ReleaseRunResult refused = web.run("", toNowhere);
        ReleaseRunResult after = web.run("", toNowhere);

        assertThat(events(refused)).containsExactly("RollbackFailed", "UpgradeSucceeded");
        assertThat(events(after)).isEmpty();
        assertThat(web.actions.stored(KEY)).endsWith("3 deployed");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
        assertThat(rollback().failure()).contains("revision 9 is not stored; stored are 1, 2");
    }

    @Test
    void aRevisionThatALongHistoryDoesNotHoldIsReadForIt() {
        web.actions.historiesHold(1);
        web.actions.calls.clear();

        web.run("", TO_1);

        assertThat(web.actions.calls).containsExactly("history", "read 1", "rollback to 1");
        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 superseded", "3 deployed");
        assertThat(condition("Ready")).isEqualTo("True RollbackSucceeded");
    }

    @Test
    void oneThatCannotBeReadIsRefusedAndKeepsTheReleaseFromNothing() {
        web.actions.historiesHold(1);
        web.actions.oldRevisionsAreDamaged();
        web.ports.offers("1.2.0");

        ReleaseRunResult refused = web.run("", TO_1);

        assertThat(events(refused)).containsExactly("RollbackFailed", "UpgradeSucceeded");
        assertThat(rollback().failure()).contains("the record is damaged. Delete it.");
        assertThat(web.actions.stored(KEY)).endsWith("3 deployed");
    }

    @Test
    void aRollbackThatFailsIsLeftAsItIsUntilTheInputsChange() {
        web.actions.nextActions(FAILS);
        web.run("", TO_1);
        web.actions.nextActions(SUCCEEDS);
        web.run("", TO_1);
        web.restarts();
        web.run("", TO_1);

        assertThat(web.actions.stored(KEY)).endsWith("3 failed").hasSize(3);
        assertThat(condition("Ready")).isEqualTo("False RollbackFailed");
        assertThat(condition("Stalled")).isEqualTo("True RollbackFailed");

        web.ports.offers("1.2.0");
        web.run("", TO_1);

        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
        assertThat(condition("Stalled")).isEqualTo("-");
    }

    @Test
    void aRollbackThatCannotBeginIsRefused() {
        web.actions.nextActions(FAILS_BEFORE_IT_BEGINS);

        ReleaseRunResult result = web.run("", TO_1);

        assertThat(events(result)).containsExactly("RollbackFailed");
        assertThat(web.actions.stored(KEY)).endsWith("2 deployed");
        assertThat(condition("Ready")).isEqualTo("True UpgradeSucceeded");
    }

    @Test
    void oneThatWaitsAndIsGivenUpForTheSameInputsIsDoneAgain() {
        web.actions.nextActions(WAITS);
        ReleaseRunResult.Acting acting = (ReleaseRunResult.Acting) web.run("", TO_1);
        assertThat(condition("Ready")).isEqualTo("Unknown Progressing");

        web.giveUp(acting);
        web.actions.nextActions(SUCCEEDS);
        web.run("", TO_1);

        assertThat(web.actions.stored(KEY)).containsExactly("1 superseded", "2 superseded", "3 failed", "4 deployed");
        assertThat(condition("Ready")).isEqualTo("True RollbackSucceeded");
    }

    @Test
    void oneThatIsGivenUpForANewerChartIsOver() {
        web.actions.nextActions(WAITS);
        ReleaseRunResult.Acting acting = (ReleaseRunResult.Acting) web.run("", TO_1);

        web.giveUp(acting);
        web.actions.nextActions(SUCCEEDS);
        web.ports.offers("1.2.0");
        ReleaseRunResult result = web.run("", TO_1);

        assertThat(events(result)).containsExactly("RollbackFailed", "UpgradeSucceeded");
        assertThat(web.actions.stored(KEY)).endsWith("3 failed", "4 deployed");
    }

    @Test
    void oneThatADeadProcessLeftBehindIsDoneAgain() {
        web.actions.nextActions(WAITS);
        web.run("", TO_1);
        web.actions.breakOff(KEY, ReleaseStatus.PENDING_ROLLBACK);
        web.restarts();

        web.actions.nextActions(SUCCEEDS);
        web.run("", TO_1);

        assertThat(web.actions.calls).contains("heal");
        assertThat(web.actions.stored(KEY)).endsWith("3 failed", "4 deployed");
        assertThat(condition("Ready")).isEqualTo("True RollbackSucceeded");
    }

    @Test
    void aReleaseThatWasRolledBackIsNotTested() {
        String tested = "test: {enable: true}";
        web.actions.tests(HookPhase.SUCCEEDED);
        web.run(tested);
        web.actions.calls.clear();

        web.run(tested, Map.of(ToolkitKeys.ROLLBACK, "1@a"));
        web.run(tested);

        assertThat(web.actions.calls).doesNotContain("test");
        assertThat(condition("Ready")).isEqualTo("True RollbackSucceeded");
        assertThat(web.status().history()).extracting(ReleaseSnapshot::action).startsWith("rollback");
    }

    private ReleaseRollback rollback() {
        return Objects.requireNonNull(web.status().rollback());
    }

    private static List<String> events(ReleaseRunResult result) {
        return ((ReleaseRunResult.Ended) result)
                .progress().events().stream()
                        .map(ReleaseEvent::reason)
                        .map(reason -> reason.text())
                        .toList();
    }

    private String condition(String type) {
        return Conditions.of(web.status().conditions())
                .get(type)
                .map(it -> it.status() + " " + it.reason())
                .orElse("-");
    }

    private String message(String type) {
        return Conditions.of(web.status().conditions())
                .get(type)
                .map(Condition::message)
                .orElse("-");
    }
}
