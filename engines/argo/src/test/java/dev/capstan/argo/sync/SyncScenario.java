package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A sync of a test with its cluster: objects go in, and it runs until it waits or ends. */
final class SyncScenario {

    static final Health HEALTHY = Health.healthy("fine");
    static final Health WORKING = Health.progressing("starting");
    static final Health BROKEN = Health.degraded("crashed");
    static final KindVerdict PERMITTED = new KindVerdict.Permitted();

    final ScriptedCluster cluster = new ScriptedCluster();
    private final List<SyncCandidate> candidates = new ArrayList<>();
    private final List<ObjectNode> hooks = new ArrayList<>();
    private NamespaceRequest namespace = NamespaceRequest.none();
    private Function<SyncTask, KindVerdict> verdicts = task -> PERMITTED;
    private SyncSettings settings = SyncSettings.plain();
    private SyncState state = SyncState.of(SyncResults.none());
    private Optional<SyncMachine> machine = Optional.empty();

    SyncScenario target(String kind, String name, String... annotations) {
        return target(Trees.annotated(kind, name, annotations));
    }

    SyncScenario target(ObjectNode object) {
        if (Hook.of(object).isHook()) {
            hooks.add(object);
        } else {
            candidates.add(new SyncCandidate(Optional.of(object), Optional.empty(), true, true));
        }
        return this;
    }

    /** An object that is as it should be. */
    SyncScenario synced(String kind, String name, String... annotations) {
        ObjectNode object = Trees.annotated(kind, name, annotations);
        candidates.add(new SyncCandidate(Optional.of(object), Optional.of(object), false, true));
        cluster.put(ObjectKey.of(object), Optional.empty());
        return this;
    }

    /** An object that is in no source any more. */
    SyncScenario extra(String kind, String name, String... annotations) {
        ObjectNode object = Trees.annotated(kind, name, annotations);
        candidates.add(new SyncCandidate(Optional.empty(), Optional.of(object), false, true));
        cluster.put(ObjectKey.of(object), Optional.empty());
        return this;
    }

    SyncScenario namespace(NamespaceRequest request) {
        namespace = request;
        return this;
    }

    SyncScenario verdicts(Function<SyncTask, KindVerdict> function) {
        verdicts = function;
        return this;
    }

    SyncScenario options(String... options) {
        return settings(new SyncSettings(
                false,
                settings.prune(),
                false,
                false,
                new SyncOptions(List.of(options)),
                List.of(),
                false,
                settings.pauseBetweenWaves()));
    }

    SyncScenario pruning() {
        return settings(new SyncSettings(
                false, true, false, false, settings.options(), List.of(), false, settings.pauseBetweenWaves()));
    }

    SyncScenario settings(SyncSettings changed) {
        settings = changed;
        machine = Optional.empty();
        return this;
    }

    SyncScenario confirmed() {
        return settings(new SyncSettings(
                false, settings.prune(), false, false, settings.options(), List.of(), true, Duration.ZERO));
    }

    SyncPlan plan() {
        return SyncPlan.of(
                new SyncPlan.Input(
                        candidates, hooks, namespace, "0123456789abcdef", Instant.ofEpochSecond(1_700_000_000)),
                settings,
                verdicts);
    }

    /** Goes on until the sync waits or ends. */
    Decision go() {
        return go(false);
    }

    Decision terminate() {
        return go(true);
    }

    private Decision go(boolean terminates) {
        SyncMachine current = machine.orElseGet(() -> new SyncMachine(plan(), settings));
        machine = Optional.of(current);
        for (int i = 0; i < 10_000; i++) {
            Turn turn = terminates ? current.terminate(state, cluster::look) : current.next(state, cluster::look);
            state = turn.state();
            if (!(turn.decision() instanceof Decision.Run run)) {
                return turn.decision();
            }
            state = current.record(state, cluster.run(run));
        }
        throw new AssertionError("The sync never waits or ends: " + cluster.done());
    }

    /** As after a restart: only the results are left. */
    SyncScenario restart() {
        state = SyncState.of(SyncResults.of(state.results().lines()));
        machine = Optional.empty();
        return this;
    }

    /** As after a restart when only the first actions were carried out. */
    SyncScenario restartAfterTheFirstActions() {
        SyncMachine first = new SyncMachine(plan(), settings);
        Turn turn = first.next(state, cluster::look);
        state = first.record(turn.state(), cluster.run((Decision.Run) turn.decision()));
        return restart();
    }

    /** As after a restart right when the operation was to be ended. */
    SyncScenario restartWhileTerminating() {
        state = machine.orElseThrow().terminate(state, cluster::look).state();
        return restart();
    }

    void health(String name, Health health) {
        cluster.set(name, health);
    }

    String message() {
        return switch (go()) {
            case Decision.Wait wait -> wait.message();
            case Decision.End end -> end.phase() + ": " + end.message();
            case Decision.Run run -> throw new AssertionError(run);
        };
    }

    /** The results, such as {@code c Synced Running c configured}. */
    List<String> results() {
        return state.results().lines().stream()
                .map(line -> line.key().name() + " "
                        + line.status().map(Object::toString).orElse("-") + " "
                        + line.phase().map(Object::toString).orElse("-") + " " + line.message())
                .toList();
    }

    /** What was done apart from dry runs. */
    List<String> done() {
        return cluster.done().stream().filter(line -> !line.startsWith("try ")).toList();
    }
}
