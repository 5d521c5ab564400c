package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Retries, deletion and history. */
class OperationRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T13:05:00Z");
    private static final ObjectKey APPLICATION = new ObjectKey("argoproj.io", "Application", "argocd", "web");

    @Test
    void retriesWaitLongerEachTimeUpToALimit() {
        RetryStrategy strategy = RetryStrategy.byDefault(true);

        assertThat(strategy.waitBefore(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(strategy.waitBefore(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(strategy.waitBefore(1_000)).isEqualTo(Duration.ofMinutes(3));
        assertThat(strategy.allows(4)).isTrue();
        assertThat(strategy.allows(5)).isFalse();
        assertThat(RetryStrategy.byDefault(false).allows(0)).isFalse();
    }

    @Test
    void noRetryFollowsAtOnceWhateverTheFieldsSay() {
        RetryStrategy withoutDuration =
                RetryStrategy.of(-1, "0s", Optional.empty(), "", false).orElseThrow();
        RetryStrategy withoutFactor =
                RetryStrategy.of(-1, "1m", Optional.of(0L), "", false).orElseThrow();

        assertThat(withoutDuration.waitBefore(3)).isEqualTo(Duration.ofSeconds(1));
        assertThat(withoutFactor.waitBefore(3)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aFailedOperationIsTriedAgainAtATimeThatTheMessageNames() {
        RetryStrategy strategy =
                RetryStrategy.of(-1, "1m", Optional.of(2L), "1h", true).orElseThrow();

        assertThat(strategy.afterFailure("boom", false, 1, NOW, ZoneOffset.UTC))
                .isEqualTo(new RetryStrategy.AfterFailure.Retry(
                        2, NOW.plusSeconds(120), "boom. Retrying attempt #2 at 1:07PM."));
        assertThat(strategy.messageOfAttempt(2)).isEqualTo("Retrying operation with latest revisions. Attempt #2");
    }

    @Test
    void whatIsEndedOrWasTriedOftenEnoughIsNotTriedAgain() {
        RetryStrategy strategy = RetryStrategy.byDefault(true);

        assertThat(strategy.afterFailure("boom", true, 0, NOW, ZoneOffset.UTC))
                .isEqualTo(new RetryStrategy.AfterFailure.GiveUp("boom"));
        assertThat(strategy.afterFailure("boom", false, 5, NOW, ZoneOffset.UTC))
                .isEqualTo(new RetryStrategy.AfterFailure.GiveUp("boom (retried 5 times)."));
    }

    @Test
    void durationsAreReadAsGoWritesThem() {
        assertThat(RetryStrategy.parse("90")).contains(Duration.ofSeconds(90));
        assertThat(RetryStrategy.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(RetryStrategy.parse("1.5s")).contains(Duration.ofMillis(1_500));
        assertThat(RetryStrategy.parse(".5s")).contains(Duration.ofMillis(500));
        assertThat(RetryStrategy.parse("5x")).isEmpty();
        assertThat(RetryStrategy.parse("")).isEmpty();
        assertThat(RetryStrategy.parse("-5s")).isEmpty();
        assertThat(RetryStrategy.parse("999999999999h")).isEmpty();
        assertThat(RetryStrategy.of(1, "soon", Optional.empty(), "", false)).isEmpty();
        assertThat(RetryStrategy.of(1, "", Optional.empty(), "", false)
                        .orElseThrow()
                        .duration())
                .isEqualTo(Duration.ofSeconds(5));
    }

    private static CascadingDeletion.Step next(SyncOptions options, boolean isApproved, ObjectNode... live) {
        return CascadingDeletion.next(List.of(live), APPLICATION, options, isApproved);
    }

    private static CascadingDeletion.Step next(ObjectNode... live) {
        return next(SyncOptions.none(), false, live);
    }

    @Test
    void theHighestWaveIsDeletedFirst() {
        ObjectNode low = Trees.annotated("ConfigMap", "low", "argocd.argoproj.io/sync-wave: -1");
        ObjectNode high = Trees.annotated("ConfigMap", "high", "argocd.argoproj.io/sync-wave: 2");

        assertThat(next(low, high)).isEqualTo(new CascadingDeletion.Step.Delete(List.of(ObjectKey.of(high))));
        assertThat(next(low)).isEqualTo(new CascadingDeletion.Step.Delete(List.of(ObjectKey.of(low))));
        assertThat(next()).isEqualTo(new CascadingDeletion.Step.Done());
    }

    @Test
    void whatIsGoingIsWaitedForByName() {
        ObjectNode going = Trees.annotated("ConfigMap", "going", "argocd.argoproj.io/sync-wave: 2");
        ((ObjectNode) going.path("metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z");

        assertThat(next(Trees.configMap("c", "1"), going))
                .isInstanceOfSatisfying(
                        CascadingDeletion.Step.Wait.class,
                        wait -> assertThat(wait.message()).isEqualTo("waiting for deletion of /ConfigMap/going"));
    }

    @Test
    void someObjectsStay() {
        ObjectNode kept = Trees.annotated("ConfigMap", "kept", "argocd.argoproj.io/sync-options: Delete=false");
        ObjectNode policy = Trees.annotated("ConfigMap", "policy", "helm.sh/resource-policy: keep");
        ObjectNode definition = Trees.yaml(
                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: d}}");
        ObjectNode itself = Trees.yaml(
                "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: web, namespace: argocd}}");

        assertThat(next(kept, policy, definition, itself)).isEqualTo(new CascadingDeletion.Step.Done());
        assertThat(next(new SyncOptions(List.of("Delete=false")), false, Trees.configMap("c", "1")))
                .isEqualTo(new CascadingDeletion.Step.Done());
    }

    @Test
    void aDeletionMayNeedApproval() {
        ObjectNode precious = Trees.annotated("ConfigMap", "p", "argocd.argoproj.io/sync-options: Delete=confirm");

        assertThat(next(precious)).isEqualTo(new CascadingDeletion.Step.Confirm(ObjectKey.of(precious)));
        assertThat(next(SyncOptions.none(), true, precious)).isInstanceOf(CascadingDeletion.Step.Delete.class);
    }

    @Test
    void approvalsFromBeforeDoNotCount() {
        assertThat(DeletionApproval.isGiven("2026-01-01T13:05:00Z", NOW)).isTrue();
        assertThat(DeletionApproval.isGiven("2026-01-01T15:05:00+01:00", NOW)).isTrue();
        assertThat(DeletionApproval.isGiven("2026-01-01T13:04:59Z", NOW)).isFalse();
        assertThat(DeletionApproval.isGiven("true", NOW)).isFalse();
        assertThat(DeletionApproval.isGiven("", NOW)).isFalse();
    }

    @Test
    void theFinalizerSaysHowObjectsGo() {
        String finalizer = "resources-finalizer.argocd.argoproj.io";

        assertThat(CascadingDeletion.propagation(List.of(finalizer))).contains(Propagation.FOREGROUND);
        assertThat(CascadingDeletion.propagation(List.of(finalizer + "/foreground")))
                .contains(Propagation.FOREGROUND);
        assertThat(CascadingDeletion.propagation(List.of(finalizer + "/background")))
                .contains(Propagation.BACKGROUND);
        assertThat(CascadingDeletion.propagation(List.of("other"))).isEmpty();
    }

    private static DeployHistory.Entry entry(long id) {
        return new DeployHistory.Entry(id, List.of("abc"), List.of(), NOW, NOW, JsonNodeFactory.instance.objectNode());
    }

    @Test
    void theHistoryKeepsItsNewestEntries() {
        DeployHistory history = new DeployHistory(List.of());
        for (int i = 0; i < 4; i++) {
            history = history.with(entry(history.nextId()), 3);
        }

        assertThat(history.entries()).extracting(DeployHistory.Entry::id).containsExactly(1L, 2L, 3L);
        assertThat(history.nextId()).isEqualTo(4);
        assertThat(history.with(entry(4), 0).entries()).isEmpty();
    }

    @Test
    void onlyWholeSyncsThatSucceedAreKept() {
        SyncSettings dryRun =
                new SyncSettings(true, false, false, false, SyncOptions.none(), List.of(), false, Duration.ZERO);
        SyncSettings partial = new SyncSettings(
                false,
                false,
                false,
                false,
                SyncOptions.none(),
                List.of(new SelectedResource("", "ConfigMap", "", "c")),
                false,
                Duration.ZERO);

        assertThat(DeployHistory.keeps(SyncSettings.plain(), OperationPhase.SUCCEEDED))
                .isTrue();
        assertThat(DeployHistory.keeps(SyncSettings.plain(), OperationPhase.FAILED))
                .isFalse();
        assertThat(DeployHistory.keeps(dryRun, OperationPhase.SUCCEEDED)).isFalse();
        assertThat(DeployHistory.keeps(partial, OperationPhase.SUCCEEDED)).isFalse();
    }

    @Test
    void anAutomatedApplicationIsNotRolledBack() {
        DeployHistory history = new DeployHistory(List.of(entry(7)));

        assertThat(history.rollback(7, false)).isEqualTo(new DeployHistory.Rollback.To(entry(7)));
        assertThat(history.rollback(7, true))
                .isEqualTo(
                        new DeployHistory.Rollback.Refused("rollback cannot be initiated when auto-sync is enabled"));
        assertThat(history.rollback(8, false))
                .isEqualTo(new DeployHistory.Rollback.Refused("application does not have deployment id 8 in history"));
    }

    @Test
    void sharedObjectsEndASyncOnlyWhereThatIsAskedFor() {
        SyncOptions failing = new SyncOptions(List.of("FailOnSharedResource=true"));
        List<String> shared = List.of("ConfigMap/c is part of applications a and b");

        assertThat(SyncGate.check(failing, shared, List.of()))
                .contains(new Decision.End(
                        OperationPhase.FAILED, "Shared resource found: ConfigMap/c is part of applications a and b"));
        assertThat(SyncGate.check(SyncOptions.none(), shared, List.of())).isEmpty();
        assertThat(SyncGate.check(failing, List.of(), List.of())).isEmpty();
    }

    @Test
    void anApplicationWithErrorsIsNotSynchronised() {
        assertThat(SyncGate.check(
                        SyncOptions.none(),
                        List.of(),
                        List.of(
                                new SyncGate.ErrorCondition("ComparisonError", "no such path"),
                                new SyncGate.ErrorCondition("InvalidSpecError", "no project"))))
                .contains(new Decision.End(
                        OperationPhase.ERROR, "ComparisonError: no such path;InvalidSpecError: no project"));
    }
}
