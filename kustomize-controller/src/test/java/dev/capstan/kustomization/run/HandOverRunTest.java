package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.run.RunFixture.CONFIG;
import static dev.capstan.kustomization.run.RunFixture.configMap;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.handover.HandOver;
import dev.capstan.applier.source.KnownSource;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.LiveOwner;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.snapshot.Specs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects that a commit moves from the Kustomization {@code a} to {@code b}. */
class HandOverRunTest {

    private static final ObjectId X = new ObjectId("", "ConfigMap", "apps", "x");
    private static final String X_RECORDED = "{'inventory':{'entries':[{'id':'apps_x__ConfigMap','v':'v1'}]}}";
    private static final SourceKey COPY = new SourceKey("GitRepository", new ObjectKey("apps", "copy"));
    private static final KnownSource.Origin HERE = KnownSource.Origin.of("https://git.example/config", "main");

    private final RunFixture fixture = new RunFixture();
    private final Map<String, String> files =
            new HashMap<>(Map.of("a/keep.yaml", configMap("keep", "1"), "b/x.yaml", configMap("x", "1")));

    @BeforeEach
    void aHasAppliedX() {
        fixture.cluster.has(X, new LiveOwner.Owned(Owner.kustomization("apps", "a")));
        fixture.commit("main@sha1:1", files);
        put(known("a", spec("'path':'a'"), status(X_RECORDED)));
    }

    @Test
    void objectIsKeptForATakerWhoseTurnHasNotCome() {
        taker("");

        ClusterChanges changes = run("a").changes();

        assertThat(fixture.cluster.pruned()).isEmpty();
        assertThat(recorded(changes)).containsExactlyInAnyOrder("keep", "x");
        assertThat(changes.handOver().keptLines())
                .containsExactly(
                        "ConfigMap/apps/x is handed over to Kustomization/apps/b, which has not applied it yet");
    }

    @Test
    void takerThatWaitsForTheGiverIsKnown() {
        taker("'dependsOn':[{'name':'a'}]");

        assertThat(run("a").changes().handOver().kept()).hasSize(1);
    }

    @Test
    void suspendedTakerIsNamedAsSuch() {
        taker("'suspend':true");

        assertThat(run("a").changes().handOver().keptLines().getFirst()).endsWith("(it is suspended)");
    }

    @Test
    void takerThatIsNotReadyIsNamedWithItsReason() {
        put(known(
                "b",
                spec("'path':'b'"),
                status("{'conditions':[{'type':'Ready','status':'False','reason':'ReconciliationFailed',"
                        + "'message':'m','lastTransitionTime':'2026-11-22T10:00:00Z'}]}")));

        assertThat(run("a").changes().handOver().keptLines().getFirst())
                .endsWith("(it is not ready: ReconciliationFailed)");
    }

    @Test
    void giverIsWokenByTheTakerAndLetsGo() {
        taker("");
        recordA(run("a").changes());

        run("b");
        assertThat(fixture.woken).containsOnly(KnownKustomization.idOf(new ObjectKey("apps", "a")));
        ClusterChanges changes = run("a").changes();

        assertThat(changes.handOver().handed())
                .extracting(HandOver.Handed::toString)
                .containsExactly("ConfigMap/apps/x is now managed by Kustomization/apps/b");
        assertThat(recorded(changes)).containsExactly("keep");
        assertThat(fixture.cluster.names()).contains("x");
    }

    @Test
    void takerThatWasFirstMakesItOneRun() {
        taker("");
        run("b");

        assertThat(run("a").changes().handOver().handed()).hasSize(1);
        assertThat(fixture.cluster.names()).contains("x");
    }

    @Test
    void objectThatNobodyBuildsIsPruned() {
        taker("");
        files.put("b/x.yaml", configMap("another", "1"));
        fixture.commit("main@sha1:2", files);

        run("a");

        assertThat(fixture.cluster.names()).doesNotContain("x");
    }

    @Test
    void knownSetsAreNotBuiltAgainForAnArtifactThatGivesTheSame() {
        taker("");
        run("b");
        fixture.commit("main@sha1:2", files);

        run("a");

        assertThat(fixture.built.of(known("b", spec("'path':'b'"), KustomizationStatus.INITIAL)))
                .hasValueSatisfying(set -> {
                    assertThat(set.version().revision()).isEqualTo("main@sha1:2");
                    assertThat(set.isApplied()).isTrue();
                });
    }

    @Test
    void brokenTakerIsWaitedForUntilPatienceIsOver() {
        files.put("b/x.yaml", "kind: [");
        fixture.commit("main@sha1:2", files);
        taker("");

        ClusterChanges changes = run("a").changes();
        assertThat(changes.handOver().keptLines())
                .singleElement()
                .asString()
                .startsWith("ConfigMap/apps/x is kept until 2026-11-22T10:10:00Z at the latest, because"
                        + " Kustomization/apps/b may build it: kustomize build failed: ");
        assertThat(changes.isCleared()).isFalse();

        recordA(changes);
        fixture.pass(Duration.ofMinutes(9));
        assertThat(run("a").changes().handOver().kept()).hasSize(1);

        fixture.pass(Duration.ofMinutes(1));
        run("a");
        assertThat(fixture.cluster.names()).doesNotContain("x");
    }

    @Test
    void takerWithoutAVariableIsWaitedForUntilItHasIt() {
        taker("'postBuild':{'substituteFrom':[{'kind':'ConfigMap','name':'vars'}]}");

        assertThat(run("a").changes().handOver().keptLines().getFirst()).contains("ConfigMap/apps/vars");
    }

    @Test
    void anotherSourceOfTheSameRepositoryCounts() {
        fixture.sources.offers(CONFIG, artifact("main@sha1:1"), HERE);
        fixture.sources.offers(COPY, artifact("main@sha1:1"), HERE);
        taker("'sourceRef':{'kind':'GitRepository','name':'copy'}");

        assertThat(run("a").changes().handOver().kept()).hasSize(1);
    }

    @Test
    void anotherSourceThatHasNotFetchedTheRevisionIsWaitedFor() {
        fixture.sources.offers(CONFIG, artifact("main@sha1:1"), HERE);
        files.remove("b/x.yaml");
        files.put("b/y.yaml", configMap("y", "1"));
        fixture.sources.offers(COPY, artifact("main@sha1:0"), HERE);
        taker("'sourceRef':{'kind':'GitRepository','name':'copy'}");

        assertThat(run("a").changes().handOver().keptLines().getFirst())
                .endsWith("its source has not fetched this revision yet");
    }

    @Test
    void sourceOfAnotherRepositoryDoesNotCount() {
        fixture.sources.offers(CONFIG, artifact("main@sha1:1"), HERE);
        fixture.sources.offers(
                COPY, artifact("main@sha1:1"), KnownSource.Origin.of("https://git.example/other", "main"));
        taker("'sourceRef':{'kind':'GitRepository','name':'copy'}");

        run("a");

        assertThat(fixture.cluster.names()).doesNotContain("x");
    }

    @Test
    void takerInAnotherClusterDoesNotCount() {
        taker("'kubeConfig':{'secretRef':{'name':'far'}}");

        run("a");

        assertThat(fixture.cluster.names()).doesNotContain("x");
    }

    @Test
    void kustomizationThatIsYetToBeCreatedIsWaitedFor() {
        files.remove("b/x.yaml");
        files.put("root/new.yaml", """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: new, namespace: apps}
                spec: {path: new, interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: config}}
                """);
        files.put("new/x.yaml", configMap("x", "1"));
        fixture.commit("main@sha1:2", files);
        put(known("root", spec("'path':'root'"), KustomizationStatus.INITIAL));

        ClusterChanges changes = run("a").changes();
        assertThat(changes.handOver().keptLines().getFirst())
                .endsWith("Kustomization/apps/root may build it: it has not applied this revision yet, and has"
                        + " Kustomizations of its own");

        recordA(changes);
        run("root");
        assertThat(run("a").changes().handOver().keptLines().getFirst())
                .endsWith("Kustomization/apps/new may build it: it has just been written and is not known yet");

        put(known("new", spec("'path':'new'"), KustomizationStatus.INITIAL));
        assertThat(run("a").changes().handOver().keptLines().getFirst())
                .contains("is handed over to Kustomization/apps/new");
    }

    @Test
    void revisionThatIsNotTheNewestPrunesNothing() {
        taker("");
        files.put("b/x.yaml", configMap("another", "1"));
        fixture.commit("main@sha1:2", files);
        var back = new HashMap<>(files);
        back.put("a/x.yaml", configMap("x", "1"));

        var context = new RunContext(
                Optional.empty(),
                false,
                false,
                BuildWarningListener.NOBODY,
                _ -> {
                    fixture.commit("main@sha1:3", back);
                    return Optional.empty();
                },
                new Cancellation());
        var failed = (RunResult.Failed) fixture.kustomizationRun().run(known("a"), context);

        assertThat(context.cancellation().isCancelled()).isTrue();
        assertThat(fixture.cluster.names()).contains("x");
        assertThat(recorded(failed.changes().orElseThrow())).contains("x");
    }

    private Artifact artifact(String revision) {
        return fixture.artifacts.holding(revision, files);
    }

    private void taker(String fields) {
        String path = "'path':'b'" + (fields.isEmpty() ? "" : "," + fields);
        put(known("b", spec(path), KustomizationStatus.INITIAL));
    }

    private void put(KnownKustomization kustomization) {
        fixture.kustomizations.put(kustomization.key(), kustomization);
    }

    private KnownKustomization known(String name) {
        return requireNonNull(fixture.kustomizations.get(new ObjectKey("apps", name)), name);
    }

    private static KnownKustomization known(String name, KustomizationSpec spec, KustomizationStatus status) {
        return Specs.known(name, spec, status);
    }

    private RunResult.Succeeded run(String name) {
        return (RunResult.Succeeded) fixture.run(known(name));
    }

    /** The status of {@code a} records what a run left. */
    private void recordA(ClusterChanges changes) {
        var entries = recorded(changes).stream()
                .map("{'id':'apps_%s__ConfigMap','v':'v1'}"::formatted)
                .toList();
        put(known(
                "a",
                spec("'path':'a'"),
                status("{'inventory':{'entries':[%s]}}".formatted(String.join(",", entries)))));
    }

    private static List<String> recorded(ClusterChanges changes) {
        return changes.inventory().entries().stream()
                .map(RecordedObject::id)
                .map(ObjectId::name)
                .toList();
    }
}
