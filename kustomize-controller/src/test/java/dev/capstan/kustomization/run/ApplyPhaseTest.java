package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.run.RunFixture.app;
import static dev.capstan.kustomization.run.RunFixture.configMap;
import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.PruneLimit;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the objects to the question whether they are healthy. */
class ApplyPhaseTest {

    private static final String RECORDED_OLD = "{'inventory':{'entries':[{'id':'apps_old__ConfigMap','v':'v1'}]}}";

    private final RunFixture fixture = new RunFixture();

    @BeforeEach
    void commit() {
        fixture.commit("main@sha1:1", Map.of("a.yaml", configMap("a", "1"), "b.yaml", configMap("b", "1")));
    }

    @Test
    void objectsAreAppliedAndTheRunSucceeds() {
        RunResult result = fixture.run(app(""));

        assertThat(fixture.cluster.names()).containsExactly("a", "b");
        assertThat(result).isInstanceOfSatisfying(RunResult.Succeeded.class, succeeded -> {
            assertThat(succeeded.changes().changeLog()).isEqualTo("ConfigMap/apps/a created\nConfigMap/apps/b created");
            assertThat(succeeded.healthTook()).isEmpty();
        });
        assertThat(fixture.records.applied()).hasSize(1);
    }

    @Test
    void settingsOfTheSpecReachTheApply() {
        fixture.run(app("'force':true,'ignore':[{'paths':['/data']}]"));

        ApplyRequest request = fixture.cluster.applied().getFirst();
        assertThat(request.force()).isTrue();
        assertThat(request.ignoreRules()).hasSize(1);
        assertThat(request.revision()).isEqualTo("main@sha1:1");
        assertThat(request.actor()).isEqualTo("system:serviceaccount:apps:deployer");
    }

    @Test
    void identityOfTheSpecIsAskedFor() {
        fixture.run(app("'serviceAccountName':'deployer'"));

        assertThat(fixture.targets.requests())
                .containsExactly(new IdentityRequest(new ObjectKey("apps", "app"), "deployer", null));
    }

    @Test
    void identityThatIsMissingFailsAndIsNeverReplacedByAnother() {
        fixture.targets.answers(new ApplyTargets.Choice.AccountMissing("no such account"));

        RunResult.Failed failed = failed(fixture.run(app("")));

        assertThat(failed.reason()).isEqualTo(Reason.RECONCILIATION_FAILED);
        assertThat(failed.message()).isEqualTo("no such account");
        assertThat(fixture.cluster.applied()).isEmpty();
    }

    @Test
    void identityThatCannotBeLookedUpIsTriedAgain() {
        fixture.targets.answers(new ApplyTargets.Choice.Unavailable("not now"));

        assertThat(failed(fixture.run(app(""))).message()).isEqualTo("not now");
    }

    @Test
    void targetThatIsNotSupportedIsRefused() {
        fixture.targets.answers(new ApplyTargets.Choice.Refused("spec.kubeConfig is not supported"));

        assertThat(fixture.run(app("")))
                .isInstanceOfSatisfying(
                        RunResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED_FIELD));
    }

    @Test
    void failureNamesWhatIsInPlaceAndRecordsIt() {
        var b = new ObjectId("", "ConfigMap", "apps", "b");
        fixture.cluster.failsAt("b", new ApplyFailure.NamespaceNotSpecified(b, SourcePosition.unknown()));

        RunResult.Failed failed = failed(fixture.run(app("")));

        assertThat(failed.stage()).isEqualTo(RunStage.APPLYING);
        assertThat(failed.message())
                .contains("namespace not specified")
                .endsWith("Applied before that, in place and recorded: ConfigMap/apps/a created");
        assertThat(failed.changes().orElseThrow().inventory().entries())
                .extracting(entry -> entry.id().name())
                .containsExactly("a");
    }

    @Test
    void objectThatLeftTheSetIsPruned() {
        RunResult result = fixture.run(recordedOld(""));

        assertThat(fixture.cluster.pruned())
                .singleElement()
                .satisfies(request -> assertThat(request.stale().entries())
                        .extracting(entry -> entry.id().name())
                        .containsExactly("old"));
        assertThat(recorded(((RunResult.Succeeded) result).changes())).containsExactly("a", "b");
        assertThat(fixture.records.pruned()).hasSize(1);
    }

    @Test
    void withoutPruneNothingIsDeleted() {
        fixture.run(recordedOld("'prune':false"));

        assertThat(fixture.cluster.pruned()).isEmpty();
    }

    @Test
    void objectThatCannotBeDeletedStaysRecordedAndFailsTheRun() {
        fixture.cluster.refusesToDelete("old", "forbidden");

        RunResult.Failed failed = failed(fixture.run(recordedOld("")));

        assertThat(failed.reason()).isEqualTo(Reason.PRUNE_FAILED);
        assertThat(failed.message()).contains("ConfigMap/apps/old: forbidden");
        assertThat(recorded(failed.changes().orElseThrow())).containsExactly("a", "b", "old");
    }

    @Test
    void objectThatWaitsForAFinalizerStaysRecordedAndIsNamed() {
        fixture.cluster.holds("old", "is being deleted and waits for x/y");

        var succeeded = (RunResult.Succeeded) fixture.run(recordedOld(""));

        assertThat(succeeded.changes().terminating())
                .containsExactly("ConfigMap/apps/old: is being deleted and waits for x/y");
        assertThat(recorded(succeeded.changes())).containsExactly("a", "b", "old");
    }

    @Test
    void objectThatThePruningKeepsStaysRecordedAndIsNamed() {
        fixture.cluster.keeps("old", "it was there before");

        var succeeded = (RunResult.Succeeded) fixture.run(recordedOld(""));

        assertThat(succeeded.changes().kept()).containsExactly("ConfigMap/apps/old: it was there before");
        assertThat(recorded(succeeded.changes())).containsExactly("a", "b", "old");
    }

    @Test
    void limitOfTheKustomizationReachesThePruning() {
        fixture.run(annotated(Map.of(DeletionLimit.LIMIT, "5,40%")));

        assertThat(fixture.cluster.pruned().getFirst().brake().limit()).contains(new PruneLimit(5, 40));
    }

    @Test
    void acknowledgedRevisionHasNoLimit() {
        fixture.run(annotated(Map.of(DeletionLimit.LIMIT, "0,0%", DeletionLimit.ACKNOWLEDGED, "main@sha1:1")));

        assertThat(fixture.cluster.pruned().getFirst().brake().limit()).isEmpty();
    }

    @Test
    void limitThatCannotBeReadDeletesNothing() {
        RunResult.Failed failed = failed(fixture.run(annotated(Map.of(DeletionLimit.LIMIT, "half"))));

        assertThat(failed.reason()).isEqualTo(Reason.PRUNE_FAILED);
        assertThat(failed.message())
                .contains(
                        "annotation capstan.dev/prune-limit: 'half' is not a limit",
                        "capstan.dev/prune-acknowledged: main@sha1:1");
        assertThat(recorded(failed.changes().orElseThrow())).containsExactly("a", "b", "old");
        assertThat(fixture.cluster.pruned()).isEmpty();
    }

    @Test
    void waitingIsForEverythingThatWasApplied() {
        var awaiting = (RunResult.AwaitingHealth) fixture.run(app("'wait':true,'timeout':'2m'"));

        assertThat(awaiting.request().objects())
                .extracting(object -> object.id().name())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(awaiting.request().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(awaiting.request().failFast()).isTrue();
    }

    @Test
    void healthCheckOfAKindThatIsNotServedIsUnhealthy() {
        fixture.cluster.doesNotServe("Widget");

        RunResult result =
                fixture.run(app("'healthChecks':[{'apiVersion':'example.com/v1','kind':'Widget','name':'w'}]"));

        assertThat(result).isInstanceOf(RunResult.Unhealthy.class);
    }

    private static KnownKustomization recordedOld(String fields) {
        return known("app", spec(fields), status(RECORDED_OLD));
    }

    private static KnownKustomization annotated(Map<String, String> annotations) {
        return known("app", annotations, spec(""), status(RECORDED_OLD));
    }

    private static List<String> recorded(ClusterChanges changes) {
        return changes.inventory().entries().stream()
                .map(RecordedObject::id)
                .map(ObjectId::name)
                .toList();
    }

    private static RunResult.Failed failed(RunResult result) {
        return (RunResult.Failed) result;
    }
}
