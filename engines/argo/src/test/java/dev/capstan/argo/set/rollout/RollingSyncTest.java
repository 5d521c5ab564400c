package dev.capstan.argo.set.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.SetYaml;
import dev.capstan.argo.set.plan.IgnoredFields;
import dev.capstan.argo.set.rollout.AppProgress.Status;
import dev.capstan.argo.set.status.SetCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingSyncTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T03:05:00Z");
    private static final String STEPS = """
            - matchExpressions: [{key: env, operator: In, values: [dev]}]
            - matchExpressions: [{key: env, operator: In, values: [prod]}]
            """;

    @Test
    void onlyTheFirstStepBegins() {
        Rollout rollout = next(
                STEPS,
                List.of(wanted("d1", "dev"), wanted("p1", "prod")),
                List.of(live("d1", "dev", "OutOfSync", "Healthy"), live("p1", "prod", "OutOfSync", "Healthy")),
                List.of());

        assertThat(rollout.progress())
                .extracting(it -> it.application() + " " + it.status() + " " + it.step())
                .containsExactly("d1 PENDING 1", "p1 WAITING 2");
        assertThat(operationOf(rollout, "d1")).isEqualTo(SetYaml.of("""
                initiatedBy: {username: applicationset-controller, automated: true}
                info: [{name: Reason, value: Its turn in the rollout of its ApplicationSet has come}]
                sync: {prune: true, syncOptions: [A=b]}
                retry: {limit: 5}
                """));
        assertThat(rollout.applications().getLast().has("operation")).isFalse();
        assertThat(rollout.applications())
                .allSatisfy(it -> assertThat(
                                it.at("/spec/syncPolicy/automated/enabled").asBoolean(true))
                        .isFalse());
        assertThat(message(rollout, SetCondition.Type.ROLLOUT_PROGRESSING))
                .isEqualTo("True Step 1 of the rollout is under way");
        assertThat(message(rollout, SetCondition.Type.INVALID_ROLLOUT_CONFIG))
                .isEqualTo("False The steps of the rollout are valid");
    }

    @Test
    void theNextStepBeginsWhenAllOfTheOneBeforeAreHealthy() {
        var wanted = List.of(wanted("d1", "dev"), wanted("p1", "prod"));
        var prod = live("p1", "prod", "OutOfSync", "Healthy");

        assertThat(statuses(next(
                        STEPS,
                        wanted,
                        List.of(live("d1", "dev", "Synced", "Healthy"), prod),
                        List.of(progress("d1", Status.PROGRESSING), progress("p1", Status.WAITING)))))
                .containsExactly(Status.HEALTHY, Status.PENDING);
        assertThat(statuses(next(
                        STEPS,
                        wanted,
                        List.of(live("d1", "dev", "Synced", "Degraded"), prod),
                        List.of(progress("d1", Status.PROGRESSING), progress("p1", Status.WAITING)))))
                .containsExactly(Status.PROGRESSING, Status.WAITING);
    }

    @Test
    void anApplicationThatIsNotCreatedYetKeepsTheNextStepBack() {
        Rollout rollout = next(
                STEPS,
                List.of(wanted("d1", "dev"), wanted("d2", "dev"), wanted("p1", "prod")),
                List.of(live("d1", "dev", "Synced", "Healthy"), live("p1", "prod", "OutOfSync", "Healthy")),
                List.of(progress("d1", Status.HEALTHY), progress("p1", Status.WAITING)));

        assertThat(statuses(rollout)).containsExactly(Status.HEALTHY, Status.WAITING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            maxUpdate: 1            | 1
            maxUpdate: 0            | 0
            maxUpdate: 50%          | 2
            maxUpdate: 10%          | 1
            maxUpdate: 0%           | 0
            maxUpdate: 100%         | 4
            matchExpressions: []    | 4
            """)
    void aStepHasRoomForSomeAtOnce(String limit, int pending) {
        List<ObjectNode> wanted = new ArrayList<>();
        List<ObjectNode> live = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            wanted.add(wanted(name, "dev"));
            live.add(live(name, "dev", "OutOfSync", "Healthy"));
        }

        assertThat(statuses(next("- " + limit, wanted, live, List.of())))
                .filteredOn(Status.PENDING::equals)
                .hasSize(pending);
    }

    @Test
    void whatIsUnderWayTakesRoom() {
        Rollout rollout = next(
                "- maxUpdate: 1",
                List.of(wanted("a", "dev"), wanted("b", "dev")),
                List.of(live("a", "dev", "OutOfSync", "Healthy"), live("b", "dev", "OutOfSync", "Healthy")),
                List.of(progress("a", Status.PROGRESSING), progress("b", Status.WAITING)));

        assertThat(statuses(rollout)).containsExactly(Status.PROGRESSING, Status.WAITING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {operationState: {startedAt: "2026-01-02T03:01:00Z", phase: Running}}                     | PROGRESSING
            {operationState: {startedAt: "2026-01-02T03:01:00Z", phase: Succeeded}}                   | PROGRESSING
            {operationState: {startedAt: "2026-01-02T02:59:00Z", phase: Succeeded}}                   | PENDING
            {operationState: {startedAt: "2026-01-02T03:00:00Z", phase: Running}}                     | PENDING
            {operationState: {startedAt: "2026-01-02T03:00:00Z", operation: {initiatedBy: {username: applicationset-controller}}}} | PROGRESSING
            {operationState: {startedAt: "odd"}}                                                      | PENDING
            {conditions: [{type: InvalidSpecError}]}                                                  | PROGRESSING
            {conditions: [{type: SyncError}]}                                                         | PENDING
            {reconciledAt: "2026-01-02T02:59:00Z", conditions: [{type: InvalidSpecError}]}            | PENDING
            """)
    void aSyncThatWasAskedForIsSeenToBegin(String status, Status expected) {
        ObjectNode live = live("d1", "dev", "OutOfSync", "Healthy");
        ((ObjectNode) live.path("status")).setAll(SetYaml.of(status));

        assertThat(statuses(next(
                        STEPS, List.of(wanted("d1", "dev")), List.of(live), List.of(progress("d1", Status.PENDING)))))
                .containsExactly(expected);
    }

    @Test
    void aNewRevisionOrSpecBeginsAnew() {
        ObjectNode newRevision = live("d1", "dev", "OutOfSync", "Healthy");
        ((ObjectNode) newRevision.at("/status/sync")).put("revision", "r2");
        ObjectNode wanted = wanted("d1", "dev");
        ((ObjectNode) wanted.at("/spec/source")).put("path", "other");
        var healthy = List.of(progress("d1", Status.HEALTHY));

        Rollout byRevision = next(STEPS, List.of(wanted("d1", "dev")), List.of(newRevision), healthy);
        assertThat(byRevision.progress().getFirst().targetRevisions()).containsExactly("r2");
        assertThat(statuses(byRevision)).containsExactly(Status.PENDING);
        assertThat(statuses(next(STEPS, List.of(wanted), List.of(live("d1", "dev", "OutOfSync", "Healthy")), healthy)))
                .containsExactly(Status.PENDING);
        assertThat(statuses(next(
                        STEPS,
                        List.of(wanted("d1", "dev")),
                        List.of(live("d1", "dev", "OutOfSync", "Healthy")),
                        healthy)))
                .containsExactly(Status.HEALTHY);
    }

    @Test
    void oneInNoStepIsNeverAskedToSync() {
        Rollout rollout = next(
                STEPS, List.of(wanted("x", "test")), List.of(live("x", "test", "OutOfSync", "Healthy")), List.of());

        assertThat(rollout.progress().getFirst().step()).isEqualTo(-1);
        assertThat(rollout.applications().getFirst().has("operation")).isFalse();
        assertThat(message(rollout, SetCondition.Type.ROLLOUT_PROGRESSING))
                .isEqualTo("False All steps of the rollout are done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - matchExpressions: [{key: env, operator: Exists}]                        | Step 1 has operators that do not exist: Exists
            - {}\\n- {}                                                               | Application 'd1' (steps 1, 2) in several steps
            - maxUpdate: many                                                         | Step 1 has a maxUpdate that cannot be read: many
            - matchExpressions: [{key: env, operator: NotIn, values: [dev]}]          | Step 1 chooses no Application
            """)
    void stepsThatMakeNoSenseAreTold(String steps, String message) {
        Rollout rollout = next(
                steps.replace("\\n", "\n"),
                List.of(wanted("d1", "dev")),
                List.of(live("d1", "dev", "OutOfSync", "Healthy")),
                List.of());

        assertThat(message(rollout, SetCondition.Type.INVALID_ROLLOUT_CONFIG)).startsWith("True " + message);
    }

    @Test
    void setsRollOutOnlyWhereTheySaySo() {
        assertThat(RolloutSteps.areIn(SetYaml.set("strategy: {type: RollingSync, rollingSync: {}}")))
                .isTrue();
        assertThat(RolloutSteps.areIn(SetYaml.set("strategy: {rollingSync: {}}")))
                .isFalse();
        assertThat(RolloutSteps.areIn(SetYaml.set("strategy: {type: RollingSync}")))
                .isFalse();
    }

    @Test
    void deletionGoesBackwardsStepByStep() {
        ObjectNode set = set(STEPS);
        ((ObjectNode) set.at("/spec/strategy")).put("deletionOrder", "Reverse");
        ObjectNode dev = live("d1", "dev", "Synced", "Healthy");
        ObjectNode prod = live("p1", "prod", "Synced", "Healthy");
        ObjectNode going = live("p2", "prod", "Synced", "Healthy");
        ((ObjectNode) going.path("metadata")).put("deletionTimestamp", "2026-01-02T03:00:00Z");
        ObjectNode none = live("x", "test", "Synced", "Healthy");

        assertThat(RolloutSteps.areReversedForDeletion(set)).isTrue();
        assertThat(ReverseDeletion.next(set, List.of(dev, prod, going, none)))
                .isEqualTo(new ReverseDeletion.Next(List.of("p1"), List.of("p2")));
        assertThat(ReverseDeletion.next(set, List.of(dev, going)))
                .isEqualTo(new ReverseDeletion.Next(List.of(), List.of("p2")));
        assertThat(ReverseDeletion.next(set, List.of(dev, none)))
                .isEqualTo(new ReverseDeletion.Next(List.of("d1"), List.of()));
        assertThat(ReverseDeletion.next(set, List.of(none)).isDone()).isTrue();
    }

    private static Rollout next(
            String steps, List<ObjectNode> wanted, List<ObjectNode> live, List<AppProgress> before) {
        ObjectNode set = set(steps);
        return new RollingSync(set, ((IgnoredFields.Read.Usable) IgnoredFields.of(set)).fields(), NOW)
                .next(wanted, live, before);
    }

    private static ObjectNode set(String steps) {
        return SetYaml.set("strategy:\n  type: RollingSync\n  rollingSync:\n    steps:\n" + steps.indent(4));
    }

    private static List<Status> statuses(Rollout rollout) {
        return rollout.progress().stream().map(AppProgress::status).toList();
    }

    private static String message(Rollout rollout, SetCondition.Type type) {
        return rollout.conditions().stream()
                .filter(condition -> condition.type() == type)
                .map(condition -> condition.status() + " " + condition.message())
                .findFirst()
                .orElse("none");
    }

    private static ObjectNode operationOf(Rollout rollout, String name) {
        return rollout.applications().stream()
                .filter(it -> it.at("/metadata/name").asText().equals(name))
                .map(it -> (ObjectNode) it.path("operation"))
                .findFirst()
                .orElseThrow();
    }

    private static AppProgress progress(String name, Status status) {
        return new AppProgress(name, status, 1, List.of("r1"), "", Optional.of(THEN));
    }

    private static ObjectNode wanted(String name, String env) {
        return SetYaml.of("""
                metadata: {name: %s, labels: {env: %s}}
                spec: {project: p, source: {repoURL: r}, syncPolicy: {automated: {prune: true}, syncOptions: [A=b]}}
                """.formatted(name, env));
    }

    private static ObjectNode live(String name, String env, String sync, String health) {
        ObjectNode live = wanted(name, env);
        ((ObjectNode) live.at("/spec/syncPolicy/automated")).put("enabled", false);
        live.set(
                "status",
                SetYaml.of(
                        "{sync: {status: %s, revision: r1}, health: {status: %s}, reconciledAt: '2026-01-02T03:04:00Z'}"
                                .formatted(sync, health)));
        return live;
    }
}
