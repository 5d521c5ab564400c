package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.run.RunFixture.configMap;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.applier.health.FakeHealthChecker;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.state.ObjectState;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.kustomization.decrypt.EncryptedSources;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunFixture;
import dev.capstan.runtime.reconcile.Reconciliation;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one reconciliation after another does; the cluster and the source are in memory. */
class KustomizationReconcilerTest {

    private static final ObjectKey APP = new ObjectKey("apps", "app");
    private static final Config KEYS = new Config("Secret", new ObjectKey("apps", "keys"));

    private final RunFixture fixture = new RunFixture();
    private final FakeKustomizations kustomizations = new FakeKustomizations();
    private final FakeHealthChecker waits = fixture.cluster.waits;
    private final ObjectStates<LastRun, HealthWaitEntry> states = new ObjectStates<>();
    private final PendingTriggers triggers = new PendingTriggers(System::nanoTime);
    private final ChangeHandlers handlers = new ChangeHandlers(
            kustomizations, states, triggers, new DependentOrder(fixture.sources, fixture.artifacts), Runnable::run);
    private final KeyChanges keyChanges = new KeyChanges(kustomizations, Optional.empty());
    private final Set<Config> watched = new HashSet<>();
    private final KustomizationReconciler reconciler = new KustomizationReconciler(
            kustomizations,
            Clock.fixed(RunFixture.NOW, ZoneOffset.UTC),
            new ClusterParts(
                    fixture.kustomizationRun(),
                    fixture.built,
                    new Deletion(fixture.targets, fixture.kustomizationRun().handOverCheck(), RunFixture.options()),
                    fixture.targets,
                    fixture.sources,
                    fixture.foreign,
                    keyChanges,
                    this::watch,
                    Duration.ofSeconds(30)),
            states,
            triggers,
            fixture.handOvers,
            handlers);

    private void watch(ObjectKey kustomization, Set<Config> secrets) {
        watched.clear();
        watched.addAll(secrets);
    }

    @BeforeEach
    void commit() {
        fixture.commit("main@sha1:1", Map.of("app/web.yaml", configMap("web", "1"), "README", "a"));
    }

    @Test
    void objectAtRestIsLeftAlone() {
        reconcile(spec("'path':'app'"));

        Requeue next = reconcile(spec("'path':'app'"));

        assertThat(applies()).isEqualTo(1);
        assertThat(states.of(APP)).isInstanceOf(ObjectState.AtRest.class);
        assertThat(next)
                .isInstanceOfSatisfying(
                        Requeue.After.class,
                        after -> assertThat(after.delay()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
    }

    @Test
    void b01_whatABuildDropsIsAnEventOnceAndReadyAllTheSame() {
        fixture.commit("main@sha1:1", Manifests.droppedPort("app/"));

        reconcile(spec("'path':'app'"));

        assertThat(kustomizations.takeEvents())
                .filteredOn(event -> event.startsWith("Progressing: Warnings of the build:"))
                .singleElement()
                .asString()
                .contains("app/patch.yaml:6: ", "{name: https, port: 443}", "object Service/web, field spec.ports");
        assertThat(isReady()).isTrue();
        assertThat(object().getStatus().conditions().getFirst().message()).isEqualTo("Applied revision: main@sha1:1");

        reconcile(kustomizations.put("app", 1, spec("'path':'app'")), Optional.of("now"));

        assertThat(applies()).isEqualTo(2);
        assertThat(kustomizations.takeEvents()).noneMatch(event -> event.contains("Warnings"));
    }

    @Test
    void b01_whatABuildDropsIsAnEventAlsoWhenTheRunFailsAfterwards() {
        fixture.commit("main@sha1:1", Manifests.droppedPort("app/"));
        fixture.targets.answers(new ApplyTargets.Choice.AccountMissing("the service account does not exist"));

        reconcile(spec("'path':'app'"));

        assertThat(isReady()).isFalse();
        assertThat(kustomizations.takeEvents()).anyMatch(event -> event.contains("Warnings of the build:"));
    }

    @Test
    void newRevisionWithTheSameFilesIsOnlyNoted() {
        reconcile(spec("'path':'app'"));
        fixture.commit("main@sha1:2", Map.of("app/web.yaml", configMap("web", "1"), "README", "b"));

        reconcile(spec("'path':'app'"));

        assertThat(applies()).isEqualTo(1);
        assertThat(object().getStatus().lastAppliedRevision()).isEqualTo("main@sha1:2");
    }

    @Test
    void requestIsARunOfItsOwn() {
        reconcile(spec("'path':'app'"));

        reconcile(kustomizations.put("app", 1, spec("'path':'app'")), Optional.of("now"));

        assertThat(applies()).isEqualTo(2);
    }

    @Test
    void driftIsRepairedAndReported() {
        reconcile(spec("'path':'app'"));
        kustomizations.takeEvents();
        triggers.drifted(APP, drift());

        reconcile(spec("'path':'app'"));

        assertThat(applies()).isEqualTo(2);
        assertThat(kustomizations.takeEvents())
                .contains("DriftCorrected: Drift corrected:\nConfigMap/apps/web was deleted");
    }

    @Test
    void triggersOfARunThatCouldNotApplyAreKept() {
        triggers.drifted(APP, drift());

        reconcile(spec("'path':'nowhere'"));

        assertThat(triggers.take(APP).drifts()).containsExactly(drift());
    }

    @Test
    void triggersOfARunThatEndedUnexpectedlyAreKept() {
        triggers.drifted(APP, drift());
        fixture.targets.fails(new IllegalStateException("bug"));

        assertThatThrownBy(() -> reconcile(spec("'path':'app'"))).hasMessage("bug");

        assertThat(triggers.take(APP).drifts()).containsExactly(drift());
        assertThat(states.isRunning(APP)).isFalse();
    }

    @Test
    void waitForHealthIsNotReadyAndAppliesNothingTwice() {
        reconcile(waiting());
        reconcile(waiting());

        assertThat(applies()).isEqualTo(1);
        assertThat(waits.pending()).isEqualTo(1);
        assertThat(isReady()).isFalse();
    }

    @Test
    void endOfTheWaitWakesTheObjectAndMakesItReady() {
        reconcile(waiting());

        waits.end(new HealthOutcome.Healthy(Duration.ofSeconds(1)));
        List<String> woken = kustomizations.takeWoken();
        reconcile(waiting());

        assertThat(woken).containsExactly("app");
        assertThat(isReady()).isTrue();
        assertThat(applies()).isEqualTo(1);
        assertThat(states.of(APP)).isInstanceOf(ObjectState.AtRest.class);
    }

    @Test
    void objectThatIsNotHealthyIsAppliedAgain() {
        reconcile(waiting());
        waits.end(new HealthOutcome.TimedOut(Duration.ofMinutes(1), List.of()));

        reconcile(waiting());
        boolean isForgotten = states.of(APP) instanceof ObjectState.Idle<LastRun, HealthWaitEntry>;
        reconcile(waiting());

        assertThat(isForgotten).isTrue();
        assertThat(applies()).isEqualTo(2);
    }

    @Test
    void newerRevisionCancelsTheWaitAndSaysSo() {
        reconcile(waiting());
        fixture.commit("main@sha1:2", Map.of("app/web.yaml", configMap("web", "2")));

        reconcile(waiting());

        assertThat(kustomizations.takeEvents())
                .contains(
                        "HealthCheckCanceled: Health checks canceled due to new reconciliation triggered by GitRepository/apps/config");
        assertThat(applies()).isEqualTo(2);
        assertThat(waits.pending()).isEqualTo(1);
    }

    @Test
    void statusThatWasNotWrittenIsWrittenByTheNextReconciliation() {
        reconcile(spec("'path':'app'"));
        fixture.commit("main@sha1:2", Map.of("app/web.yaml", configMap("web", "2")));

        reconciler.reconcile(object(), new Reconciliation("id", RunFixture.NOW, Optional.empty(), false));
        reconciler.statusNotWritten(APP);
        reconcile(spec("'path':'app'"));

        assertThat(object().getStatus().lastAppliedRevision()).isEqualTo("main@sha1:2");
    }

    @Test
    void waitWhoseStatusWasNotWrittenBeginsAgain() {
        reconcile(waiting());

        reconciler.statusNotWritten(APP);
        long pending = waits.pending();
        reconcile(waiting());

        assertThat(pending).isZero();
        assertThat(waits.pending()).isEqualTo(1);
    }

    @Test
    void onlyWhoFoundADependencyThatIsNotReadyWaitsForIt() {
        reconcile(spec("'path':'app','dependsOn':[{'name':'base'}]"));
        boolean waits = triggers.mayWaitForDependency(APP);
        reconcile(spec("'path':'app'"));

        assertThat(waits).isTrue();
        assertThat(triggers.mayWaitForDependency(APP)).isFalse();
    }

    /** Between the answer and the status that tells it, the dependency may have become ready. */
    @Test
    void dependencyThatChangesDuringTheRunWakesIt() {
        Kustomization base = kustomizations.put("base", 1, spec(""));
        Kustomization readyBase = new FakeKustomizations().put("base", 1, spec(""));
        readyBase.setStatus(status("{'observedGeneration':1}"));
        reconciler.reconcile(
                kustomizations.put("app", 1, spec("'path':'app','dependsOn':[{'name':'base'}]")),
                new Reconciliation("id", RunFixture.NOW, Optional.empty(), false));

        reconciler.onChange(readyBase, base);

        assertThat(kustomizations.takeWoken()).containsExactly("app");
    }

    @Test
    void handOverIsLookedAtWhenTheWaitForHealthIsOver() {
        reconcile(waiting());
        triggers.remnantChanged(APP);
        reconcile(waiting());
        assertThat(waits.pending()).isEqualTo(1);

        waits.end(new HealthOutcome.Healthy(Duration.ofSeconds(1)));
        Requeue next = reconcile(waiting());
        assertThat(next).isEqualTo(new Requeue.After(Duration.ZERO));
        assertThat(applies()).isEqualTo(1);

        reconcile(waiting());
        assertThat(applies()).isEqualTo(2);
    }

    @Test
    void acknowledgedDeletionIsDoneAtOnce() {
        Kustomization before = kustomizations.put("app", 1, spec("'path':'app'"));

        reconciler.onChange(annotated(Map.of("note", "any")), before);
        assertThat(kustomizations.takeWoken()).isEmpty();

        reconciler.onChange(annotated(Map.of("capstan.dev/prune-acknowledged", "main@sha1:1")), before);
        reconciler.onChange(before, annotated(Map.of("capstan.dev/prune-limit", "off")));
        assertThat(kustomizations.takeWoken()).containsExactly("app", "app");
    }

    private static Kustomization annotated(Map<String, String> annotations) {
        Kustomization object = new FakeKustomizations().put("app", 1, spec("'path':'app'"));
        object.getMetadata().setAnnotations(annotations);
        return object;
    }

    /** The finalizer was served between the look of the run at its end and the end of the run. */
    @Test
    void remnantThatGoesDuringTheRunIsLookedAtAgainAtOnce() {
        reconcile(spec("'path':'app'"));
        fixture.cluster.holds("web", "example.com/hold");
        fixture.commit("main@sha1:2", Map.of("app/other.yaml", configMap("other", "1")));
        fixture.cluster.afterPruning(() -> handlers.remnantChanged(APP, web()));

        reconcile(spec("'path':'app'"));

        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(triggers.take(APP).concernsRemnants()).isTrue();
    }

    @Test
    void objectThatTheRunItselfDeletedIsNotLookedAtAgain() {
        reconcile(spec("'path':'app'"));
        fixture.commit("main@sha1:2", Map.of("app/other.yaml", configMap("other", "1")));
        fixture.cluster.afterPruning(() -> handlers.remnantChanged(APP, web()));

        reconcile(spec("'path':'app'"));

        assertThat(fixture.cluster.names()).containsExactly("other");
        assertThat(kustomizations.takeWoken()).isEmpty();
        assertThat(triggers.take(APP).mustApply()).isFalse();
    }

    /** A run over the same objects looks at none of them, so what changed during it is still to be looked at. */
    @Test
    void remnantThatChangesDuringARunWithNothingToDoIsLookedAt() {
        reconcile(spec("'path':'app'"));
        fixture.commit("main@sha1:2", Map.of("app/web.yaml", configMap("web", "1"), "README", "b"));
        triggers.remnantChangedDuringRun(APP, web());

        reconcile(spec("'path':'app'"));

        assertThat(applies()).isEqualTo(1);
        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(triggers.take(APP).concernsRemnants()).isTrue();
    }

    @Test
    void remnantThatChangesDuringARunThatFailsIsLookedAt() {
        reconcile(spec("'path':'app'"));
        fixture.commit("main@sha1:2", Map.of("app/web.yaml", "not: [yaml"));
        triggers.remnantChangedDuringRun(APP, web());

        reconcile(spec("'path':'app'"));

        assertThat(isReady()).isFalse();
        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(triggers.take(APP).concernsRemnants()).isTrue();
    }

    private static ObjectId web() {
        return new ObjectId("", "ConfigMap", "apps", "web");
    }

    @Test
    void askingWhetherAnObjectIsSuspendedEndsNoWait() {
        reconcile(waiting());
        Kustomization suspended = kustomizations.put("app", 2, spec("'suspend':true"));

        assertThat(reconciler.isSuspended(suspended)).isTrue();
        assertThat(waits.pending()).isEqualTo(1);
    }

    @Test
    void suspensionEndsTheWait() {
        reconcile(waiting());

        reconciler.suspend(object());

        assertThat(waits.pending()).isZero();
        assertThat(states.of(APP)).isInstanceOf(ObjectState.Idle.class);
    }

    @Test
    void nothingIsRememberedOfAnObjectThatIsGone() {
        reconcile(waiting());

        reconciler.forget(APP);

        assertThat(waits.pending()).isZero();
        assertThat(states.of(APP)).isInstanceOf(ObjectState.Idle.class);
    }

    @Test
    void keysThatMayHaveChangedAreLookedAtOnceAndTheSameOnesDecryptNothing() {
        var age = new EncryptedSources();
        KustomizationSpec spec = decrypting(age);
        reconcile(spec);

        keyChanges.changed(KEYS);
        reconcile(spec);

        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(watched).containsExactly(KEYS);
        assertThat(fixture.keySecrets.readings()).isEqualTo(2);
        reconcile(spec);
        assertThat(fixture.keySecrets.readings()).isEqualTo(2);
        assertThat(applies()).isEqualTo(1);
    }

    @Test
    void keysThatChangedAreUsedAtOnce() {
        KustomizationSpec spec = decrypting(new EncryptedSources());
        reconcile(spec);
        fixture.keySecrets.holds("apps", "keys", new EncryptedSources().entries());

        keyChanges.changed(KEYS);
        reconcile(spec);

        assertThat(isReady()).isFalse();
        assertThat(applies()).isEqualTo(1);
    }

    @Test
    void secretsThatNobodyNamesAnyMoreAreNotWatched() {
        reconcile(decrypting(new EncryptedSources()));

        reconcile(spec(""));

        assertThat(watched).isEmpty();
    }

    private KustomizationSpec decrypting(EncryptedSources age) {
        fixture.keySecrets.holds("apps", "keys", age.entries());
        fixture.commit("main@sha1:1", Map.of("app/db.yaml", age.secret("db", "secret")));
        return spec("'path':'app','decryption':{'provider':'sops','secretRef':{'name':'keys'}}");
    }

    private Requeue reconcile(KustomizationSpec spec) {
        return reconcile(kustomizations.put("app", 1, spec), Optional.empty());
    }

    private Requeue reconcile(Kustomization object, Optional<String> request) {
        var result =
                reconciler.reconcile(object, new Reconciliation("id", RunFixture.NOW, request, request.isPresent()));
        kustomizations.writeStatus(object, result.status());
        return result.requeue();
    }

    private static KustomizationSpec waiting() {
        return spec("'path':'app','wait':true");
    }

    private Kustomization object() {
        return kustomizations.find(APP).orElseThrow();
    }

    private boolean isReady() {
        return Conditions.of(object().getStatus().conditions()).isTrue(Condition.READY);
    }

    private int applies() {
        return fixture.cluster.applied().size();
    }

    private static Drift drift() {
        return new Drift(
                Owner.kustomization("apps", "app"),
                new ObjectId("", "ConfigMap", "apps", "web"),
                Drift.Kind.DELETED,
                List.of(),
                "");
    }
}
