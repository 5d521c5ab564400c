package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.source.FakeArtifacts;
import dev.capstan.applier.source.FakeSources;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.Triggers;
import dev.capstan.applier.trigger.kube.ConfigWatch;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.kustomization.run.LastRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeHandlersTest {

    private static final ObjectKey APP = new ObjectKey("apps", "app");
    private static final SourceKey CONFIG = new SourceKey("GitRepository", new ObjectKey("apps", "config"));

    private final FakeKustomizations kustomizations = new FakeKustomizations();
    private final ObjectStates<LastRun, HealthWaitEntry> states = new ObjectStates<>();
    private final PendingTriggers triggers = new PendingTriggers(System::nanoTime);
    private final ChangeHandlers handlers = new ChangeHandlers(
            kustomizations,
            states,
            triggers,
            new DependentOrder(new FakeSources(), new FakeArtifacts()),
            Runnable::run);

    @Test
    void newArtifactWakesTheDependentsOfThatSource() {
        kustomizations.put("app", 1, spec(""));
        kustomizations.put("other", 1, spec("'sourceRef':{'kind':'GitRepository','name':'other'}"));

        handlers.sourceChanged(CONFIG);

        assertThat(kustomizations.takeWoken()).containsExactly("app");
    }

    @Test
    void newArtifactEndsTheRunOnTheOldOne() {
        kustomizations.put("app", 1, spec(""));
        var cancellation = new Cancellation();
        states.begin(APP, cancellation);

        handlers.sourceChanged(CONFIG);

        assertThat(cancellation.reason()).contains("a newer revision of GitRepository/apps/config is there");
    }

    @Test
    void changedVariablesMustBeApplied() {
        kustomizations.put("app", 1, spec("'postBuild':{'substituteFrom':[{'kind':'Secret','name':'vars'}]}"));
        kustomizations.put("other", 1, spec(""));

        handlers.configChanged(new ConfigWatch.Config("Secret", new ObjectKey("apps", "vars")));

        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(triggers.take(APP).mustRecheck()).isTrue();
    }

    @Test
    void driftWakesItsOwner() {
        kustomizations.put("app", 1, spec(""));

        handlers.drifted(APP, drift());

        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(triggers.take(APP).drifts()).containsExactly(drift());
    }

    @Test
    void driftOfAnOwnerThatIsGoneIsForgotten() {
        handlers.drifted(APP, drift());

        assertThat(kustomizations.takeWoken()).isEmpty();
        assertThat(triggers.take(APP)).isEqualTo(Triggers.NONE);
    }

    @Test
    void objectThatIsGoneAndStillRecordedIsLookedAt() {
        recorded();

        handlers.remnantChanged(APP, new ObjectId("", "ConfigMap", "apps", "web"));

        assertThat(kustomizations.takeWoken()).containsExactly("app");
        assertThat(triggers.take(APP)).isEqualTo(new Triggers(false, true, List.of()));
    }

    @Test
    void remnantThatChangesDuringARunIsLeftToTheEndOfTheRun() {
        recorded();
        states.begin(APP, new Cancellation());

        handlers.remnantChanged(APP, new ObjectId("", "ConfigMap", "apps", "web"));

        assertThat(kustomizations.takeWoken()).isEmpty();
        assertThat(triggers.takeRemnantsOfRun(APP)).containsExactly(new ObjectId("", "ConfigMap", "apps", "web"));
    }

    @Test
    void objectThatDidItsWorkAndIsGoneIsAnEvent() {
        recorded();

        handlers.expired(APP, new ObjectId("batch", "Job", "apps", "once"));

        assertThat(kustomizations.takeEvents()).singleElement().asString().contains("Job/apps/once had finished");
        assertThat(kustomizations.takeWoken()).isEmpty();
    }

    @Test
    void objectThatIsNotRecordedWakesNobody() {
        recorded();

        handlers.remnantChanged(APP, new ObjectId("", "ConfigMap", "apps", "other"));

        assertThat(kustomizations.takeWoken()).isEmpty();
    }

    @Test
    void changedStatusWakesThoseThatWaitForIt() {
        Kustomization before = kustomizations.put("base", 1, spec(""));
        Kustomization after = new FakeKustomizations().put("base", 1, spec(""));
        after.setStatus(status("{'observedGeneration':1}"));
        dependent("waits");
        dependent("is-ready");
        triggers.asksForDependencies(new ObjectKey("apps", "waits"));

        handlers.statusChanged(after, before);

        assertThat(kustomizations.takeWoken()).containsExactly("waits");
    }

    @Test
    void sameStatusWakesNobody() {
        Kustomization base = kustomizations.put("base", 1, spec(""));
        base.setStatus(status("{'observedGeneration':1}"));
        dependent("waits");
        triggers.asksForDependencies(new ObjectKey("apps", "waits"));

        handlers.statusChanged(base, base);

        assertThat(kustomizations.takeWoken()).isEmpty();
    }

    private void dependent(String name) {
        kustomizations.put(name, 1, spec("'dependsOn':[{'name':'base'}]"));
    }

    private void recorded() {
        kustomizations
                .put("app", 1, spec(""))
                .setStatus(status("{'inventory':{'entries':[{'id':'apps_web__ConfigMap','v':'v1'}]}}"));
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
