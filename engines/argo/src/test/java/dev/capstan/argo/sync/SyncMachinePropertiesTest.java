package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of syncs by chance: none hangs, none does anything after its end, and waves keep their order. */
class SyncMachinePropertiesTest {

    private static final int SYNCS = 500;
    private static final int MOST_TURNS = 3_000;
    private static final String[] KINDS = {"ConfigMap", "Pod", "Job", "Service", "Namespace"};
    private static final String[] PHASES = {"PreSync", "Sync", "PostSync", "SyncFail", "Skip", "PreSync,PostSync"};
    private static final String[] POLICIES = {"BeforeHookCreation", "HookSucceeded", "HookFailed", "x"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everySyncEnds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SYNCS; i++) {
            new Case(random).run("seed " + seed + ", sync " + i);
        }
    }

    /** A sync with its cluster, in which everything that waits gets an answer sooner or later. */
    private static final class Case {
        private final Random random;
        private final SyncSettings settings;
        private final SyncPlan plan;
        private final Map<Object, LiveState> cluster = new HashMap<>();
        private final Set<TaskId> applied = new HashSet<>();
        private final List<Long> waves = new ArrayList<>();
        private boolean isRestarted;

        Case(Random random) {
            this.random = random;
            List<SyncCandidate> candidates = new ArrayList<>();
            List<ObjectNode> hooks = new ArrayList<>();
            int count = random.nextInt(8);
            for (int i = 0; i < count; i++) {
                var object = Trees.annotated(KINDS[random.nextInt(KINDS.length)], "o" + i, annotations());
                switch (random.nextInt(4)) {
                    case 0 -> hooks.add(hook(i));
                    case 1 -> candidates.add(new SyncCandidate(Optional.empty(), Optional.of(object), false, true));
                    case 2 ->
                        candidates.add(new SyncCandidate(
                                Optional.of(object), Optional.of(object), random.nextBoolean(), true));
                    default -> candidates.add(new SyncCandidate(Optional.of(object), Optional.empty(), true, true));
                }
                candidates.stream()
                        .filter(candidate -> candidate.live().isPresent())
                        .forEach(candidate -> cluster.put(candidate.key(), present(Optional.empty())));
            }
            settings = new SyncSettings(
                    random.nextInt(8) == 0,
                    random.nextBoolean(),
                    false,
                    random.nextInt(8) == 0,
                    random.nextBoolean() ? new SyncOptions(List.of("ApplyOutOfSyncOnly=true")) : SyncOptions.none(),
                    List.of(),
                    random.nextBoolean(),
                    Duration.ofSeconds(2));
            plan = SyncPlan.of(
                    new SyncPlan.Input(candidates, hooks, NamespaceRequest.none(), "rev", Instant.EPOCH),
                    settings,
                    task -> SyncScenario.PERMITTED);
            plan.tasks().stream()
                    .filter(task -> task.isHook() && random.nextInt(3) == 0)
                    .forEach(task -> cluster.put(task.key(), new LiveState.Present(false, true, Optional.empty())));
        }

        private ObjectNode hook(int i) {
            return Trees.annotated(
                    "Job",
                    "h" + i,
                    "argocd.argoproj.io/hook: " + PHASES[random.nextInt(PHASES.length)],
                    "argocd.argoproj.io/hook-delete-policy: " + POLICIES[random.nextInt(POLICIES.length)],
                    "argocd.argoproj.io/sync-wave: " + (random.nextInt(3) - 1));
        }

        private String[] annotations() {
            List<String> annotations = new ArrayList<>();
            annotations.add("argocd.argoproj.io/sync-wave: " + (random.nextInt(4) - 1));
            if (random.nextInt(5) == 0) {
                annotations.add("argocd.argoproj.io/sync-options: Prune=confirm");
            }
            return annotations.toArray(String[]::new);
        }

        void run(String name) {
            SyncMachine machine = new SyncMachine(plan, settings);
            SyncState state = SyncState.of(SyncResults.none());
            boolean terminates = false;
            for (int turns = 0; turns < MOST_TURNS; turns++) {
                terminates |= random.nextInt(200) == 0;
                Turn turn = terminates ? machine.terminate(state, this::look) : machine.next(state, this::look);
                state = turn.state();
                switch (turn.decision()) {
                    case Decision.End end -> {
                        check(name, machine, state, end);
                        return;
                    }
                    case Decision.Wait wait -> {
                        boolean isForPeople = wait.reason() == WaitReason.CONFIRMATION;
                        if (isForPeople) {
                            terminates = true;
                        }
                        changeSomething();
                        if (random.nextInt(5) == 0) {
                            state = SyncState.of(SyncResults.of(state.results().lines()));
                            isRestarted = true;
                        }
                    }
                    case Decision.Run run -> state = machine.record(state, carryOut(name, run));
                }
            }
            throw new AssertionError(name + " never ends: " + plan);
        }

        private void check(String name, SyncMachine machine, SyncState state, Decision.End end) {
            assertThat(machine.next(state, this::look).decision()).as(name).isEqualTo(end);
            if (end.phase() == OperationPhase.SUCCEEDED && !settings.isDryRun()) {
                assertThat(plan.tasks())
                        .as(name)
                        .filteredOn(task ->
                                !task.isPrune() && task.phase() != SyncPhase.SYNC_FAIL && !settings.leavesOut(task))
                        .allSatisfy(task -> assertThat(applied).contains(task.id()));
            }
            if (!isRestarted) {
                assertThat(waves).as(name).isSorted();
            }
        }

        private LiveState look(SyncTask task) {
            return cluster.getOrDefault(task.key(), new LiveState.Absent());
        }

        private Map<SyncAction, ActionOutcome> carryOut(String name, Decision.Run run) {
            Map<SyncAction, ActionOutcome> outcomes = new HashMap<>();
            for (SyncAction action : run.actions()) {
                assertThat(settings.isDryRun() && !(action instanceof SyncAction.DryRun))
                        .as(name)
                        .isFalse();
                outcomes.put(action, random.nextInt(25) == 0 ? new ActionOutcome.Failed("by chance") : done(action));
            }
            return outcomes;
        }

        private ActionOutcome done(SyncAction action) {
            SyncTask task = action.task();
            switch (action) {
                case SyncAction.DryRun _ -> {
                    // Nothing changes.
                }
                case SyncAction.Apply _ -> {
                    applied.add(task.id());
                    waves.add(task.phase().ordinal() * 1_000L + task.wave());
                    cluster.put(task.key(), new LiveState.Present(false, task.isHook(), someHealth()));
                }
                case SyncAction.Prune _, SyncAction.DeleteHook _ -> {
                    if (look(task) instanceof LiveState.Present present && random.nextBoolean()) {
                        cluster.put(
                                task.key(), new LiveState.Present(true, present.hasHookFinalizer(), present.health()));
                    } else if (cluster.remove(task.key()) == null) {
                        return new ActionOutcome.NotFound();
                    }
                }
                case SyncAction.ReleaseHook _ ->
                    cluster.computeIfPresent(
                            task.key(),
                            (key, live) -> live instanceof LiveState.Present present
                                    ? new LiveState.Present(present.isDeleting(), false, present.health())
                                    : live);
            }
            return new ActionOutcome.Done("done");
        }

        private void changeSomething() {
            for (Object key : List.copyOf(cluster.keySet())) {
                if (cluster.get(key) instanceof LiveState.Present present && random.nextBoolean()) {
                    if (present.isDeleting() && !present.hasHookFinalizer()) {
                        cluster.remove(key);
                    } else {
                        cluster.put(
                                key,
                                new LiveState.Present(present.isDeleting(), present.hasHookFinalizer(), someHealth()));
                    }
                }
            }
        }

        private static LiveState present(Optional<Health> health) {
            return new LiveState.Present(false, false, health);
        }

        private Optional<Health> someHealth() {
            return switch (random.nextInt(12)) {
                case 0 -> Optional.of(Health.degraded("down"));
                case 1, 2 -> Optional.of(Health.progressing("starting"));
                case 3 -> Optional.of(Health.suspended("paused"));
                case 4 -> Optional.of(Health.unknown("?"));
                case 5, 6 -> Optional.empty();
                default -> Optional.of(Health.healthy(""));
            };
        }
    }
}
