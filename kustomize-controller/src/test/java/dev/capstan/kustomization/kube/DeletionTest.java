package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.capstan.api.meta.Reason;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.FakeTarget;
import dev.capstan.applier.identity.FakeTargets;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.prune.LiveOwner;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.apply.prune.PruneLimit;
import dev.capstan.kustomization.run.RunFixture;
import dev.capstan.kustomization.run.RunOptions;
import dev.capstan.kustomization.status.KustomizationEvent;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionTest {

    private static final String RECORDED = "{'inventory':{'entries':[{'id':'apps_web__ConfigMap','v':'v1'}]}}";
    private static final String WAIT = "'deletionPolicy':'WaitForTermination','timeout':'1m'";

    private final RunFixture fixture = new RunFixture();
    private final FakeTarget cluster = fixture.cluster;
    private final FakeTargets targets = fixture.targets;
    private final Deletion deletion = new Deletion(
            targets,
            fixture.kustomizationRun().handOverCheck(),
            new RunOptions(
                    false,
                    false,
                    Strictness.STRICT,
                    true,
                    Set.of(),
                    true,
                    Set.of(),
                    4,
                    Duration.ofHours(1),
                    new PruneBrake(Set.of(), Optional.of(new PruneLimit(0, 0))),
                    Duration.ofMinutes(10)));

    @ParameterizedTest
    @ValueSource(strings = {"'suspend':true", "'prune':false", "'deletionPolicy':'Orphan'"})
    void objectsStayWhenTheSpecSaysSo(String fields) {
        assertThat(delete(fields, RECORDED, Duration.ZERO)).isInstanceOf(Deletion.Finished.class);
        assertThat(cluster.pruned()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'prune':false,'deletionPolicy':'Delete'", WAIT})
    void everythingThatIsRecordedIsDeleted(String fields) {
        assertThat(delete(fields, RECORDED, Duration.ZERO)).isInstanceOf(Deletion.Finished.class);
        assertThat(cluster.pruned())
                .singleElement()
                .satisfies(request -> assertThat(request.stale().size()).isEqualTo(1));
    }

    @Test
    void withoutAnythingRecordedNobodyIsAsked() {
        assertThat(delete("", "{}", Duration.ZERO)).isInstanceOf(Deletion.Finished.class);
        assertThat(targets.requests()).isEmpty();
    }

    @Test
    void refusedDeletionIsStuckAndNamesTheWayOut() {
        cluster.refusesToDelete("web", "forbidden");

        var stuck = (Deletion.Stuck) delete("", RECORDED, Duration.ZERO);

        assertThat(stuck.message()).contains("ConfigMap/apps/web: forbidden", "spec.deletionPolicy to Orphan");
    }

    @Test
    void terminationIsWaitedForOnlyWhenAskedFor() {
        cluster.holds("web", "x/y");

        assertThat(delete("", RECORDED, Duration.ZERO)).isInstanceOf(Deletion.Finished.class);
        assertThat(delete(WAIT, RECORDED, Duration.ofSeconds(59))).isInstanceOf(Deletion.NotYet.class);
    }

    @Test
    void terminationThatTakesTooLongIsReportedAndLeft() {
        cluster.holds("web", "x/y");

        var finished = (Deletion.Finished) delete(WAIT, RECORDED, Duration.ofSeconds(61));

        assertThat(finished.events().getFirst().message())
                .isEqualTo("timeout waiting for termination of: ConfigMap/apps/web: x/y");
    }

    @Test
    void whatThePruningKeepsIsLeftAndReported() {
        cluster.keeps("web", "it was there before");

        var finished = (Deletion.Finished) delete("", RECORDED, Duration.ZERO);

        assertThat(finished.events())
                .extracting(KustomizationEvent::reason, KustomizationEvent::message)
                .containsExactly(
                        tuple(Reason.PRUNE_FAILED, "left in the cluster: ConfigMap/apps/web: it was there before"));
    }

    /** A namespace with objects of a Kustomization that is deleted by this one, say: they go first. */
    @Test
    void whatIsKeptIsLookedAtAgainWhileOthersAreStillGoing() {
        cluster.keeps("web", "it holds others");
        cluster.holds("inner", "finalizers.fluxcd.io");
        String both = RECORDED.replace("[", "[{'id':'apps_inner__ConfigMap','v':'v1'},");

        assertThat(delete("'timeout':'1m'", both, Duration.ofSeconds(59))).isInstanceOf(Deletion.NotYet.class);
        assertThat(delete("'timeout':'1m'", both, Duration.ofSeconds(61))).isInstanceOf(Deletion.Finished.class);
    }

    @Test
    void deletionIsDeliberateAndHasNoLimit() {
        delete("", RECORDED, Duration.ZERO);

        assertThat(cluster.pruned().getFirst().brake().limit()).isEmpty();
    }

    @Test
    void objectsAreLeftWhenTheAccountIsGone() {
        targets.answers(new ApplyTargets.Choice.AccountMissing("no such account"));

        var finished = (Deletion.Finished) delete("", RECORDED, Duration.ZERO);

        assertThat(finished.events())
                .extracting(KustomizationEvent::reason, KustomizationEvent::message)
                .containsExactly(tuple(Reason.PRUNE_FAILED, "1 objects are left in the cluster: no such account"));
    }

    @Test
    void objectsAreLeftWhenTheSecretThatLeadsToThemIsGone() {
        targets.answers(new ApplyTargets.Choice.KubeconfigMissing("no such Secret"));

        var finished = (Deletion.Finished) delete("", RECORDED, Duration.ZERO);

        assertThat(finished.events())
                .extracting(KustomizationEvent::message)
                .containsExactly("1 objects are left in the cluster: no such Secret");
    }

    @Test
    void accountThatCannotBeLookedUpIsTriedAgain() {
        targets.answers(new ApplyTargets.Choice.Unavailable("not now"));

        var stuck = (Deletion.Stuck) delete("", RECORDED, Duration.ZERO);

        assertThat(stuck.message()).startsWith("not now").contains("spec.deletionPolicy to Orphan");
    }

    @Test
    void whatAnotherOneBuildsIsKeptForIt() {
        isBuiltByAnother();

        var waiting = (Deletion.HandingOver) delete("", RECORDED, Duration.ofMinutes(4));

        assertThat(waiting.message())
                .isEqualTo("Being deleted; ConfigMap/apps/web is handed over to Kustomization/apps/other, which has not"
                        + " applied it yet");
        assertThat(waiting.atMost()).isEqualTo(Duration.ofMinutes(6));
        assertThat(waiting.remaining().size()).isEqualTo(1);
    }

    @Test
    void whatAnotherOneBuildsIsLeftToItWhenTimeIsUp() {
        isBuiltByAnother();

        var finished = (Deletion.Finished) delete("", RECORDED, Duration.ofMinutes(10));

        assertThat(finished.events().getFirst().message()).startsWith("left in the cluster: ConfigMap/apps/web is");
        assertThat(cluster.names()).containsExactly("web");
    }

    private void isBuiltByAnother() {
        cluster.has(
                new ObjectId("", "ConfigMap", "apps", "web"), new LiveOwner.Owned(Owner.kustomization("apps", "app")));
        fixture.commit("main@sha1:1", Map.of("web.yaml", RunFixture.configMap("web", "1")));
        var other = known("other", spec(""), status("{}"));
        fixture.kustomizations.put(other.key(), other);
    }

    private Deletion.Progress delete(String fields, String status, Duration since) {
        return deletion.of(known("app", spec(fields), status(status)), since);
    }
}
