package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All tasks of an operation in their order. It may be made anew at any time: the same objects give the same tasks.
 *
 * @param tasks in the order in which they are carried out
 * @param refusals why objects must not be touched; with any of them the operation fails before it begins
 * @param namespace the destination's namespace, empty when there is none
 */
public record SyncPlan(List<SyncTask> tasks, Map<ObjectKey, String> refusals, String namespace) {

    public SyncPlan {
        tasks = List.copyOf(tasks);
        refusals = Map.copyOf(refusals);
    }

    /**
     * What a plan is made of.
     *
     * @param candidates objects with a manifest, live objects without one, or both
     * @param hooks manifests of hooks with their marks and namespace
     * @param revision what is synchronised, for the names of hooks
     * @param startedAt when the operation began, for the names of hooks
     */
    public record Input(
            List<SyncCandidate> candidates,
            List<ObjectNode> hooks,
            NamespaceRequest namespace,
            String revision,
            Instant startedAt) {
        public Input {
            candidates = List.copyOf(candidates);
            hooks = List.copyOf(hooks);
        }
    }

    /**
     * Makes a plan.
     *
     * @param verdicts whether the cluster has the kind of a task and the project allows it
     */
    public static SyncPlan of(Input input, SyncSettings settings, Function<SyncTask, KindVerdict> verdicts) {
        List<SyncTask> tasks = new ArrayList<>();
        Map<ObjectKey, ObjectNode> live = new HashMap<>();
        for (SyncCandidate candidate : input.candidates()) {
            candidate.live().ifPresent(object -> live.put(candidate.key(), object));
            if (isSelected(candidate, settings) && !isManagedNamespace(candidate, input.namespace())) {
                taskOf(candidate).ifPresent(tasks::add);
            }
        }
        if (settings.runsHooks()) {
            input.hooks().forEach(hook -> tasks.addAll(tasksOf(hook, input, live)));
        }
        if (settings.options().isOn("CreateNamespace") && !hasNamespace(input)) {
            input.namespace().task().ifPresent(tasks::add);
        }
        return checked(input, settings, tasks, verdicts);
    }

    private static SyncPlan checked(
            Input input, SyncSettings settings, List<SyncTask> tasks, Function<SyncTask, KindVerdict> verdicts) {
        Set<String> definitions = new HashSet<>();
        input.candidates()
                .forEach(candidate ->
                        candidate.target().flatMap(TaskOrder::definedKind).ifPresent(definitions::add));
        input.hooks().forEach(hook -> TaskOrder.definedKind(hook).ifPresent(definitions::add));
        Map<ObjectKey, String> refusals = new LinkedHashMap<>();
        List<SyncTask> usable = new ArrayList<>();
        for (SyncTask task : tasks) {
            switch (verdicts.apply(task)) {
                case KindVerdict.Permitted _ -> usable.add(task);
                case KindVerdict.Refused refused -> {
                    refusals.put(task.key(), refused.message());
                    usable.add(task);
                }
                case KindVerdict.NoSuchKind missing -> {
                    if (!mayBeMissing(task, settings, definitions)) {
                        refusals.put(task.key(), missing.message());
                    }
                    usable.add(task.withoutDryRun());
                }
            }
        }
        List<SyncTask> moved = TaskOrder.movePrunes(
                usable,
                task -> settings.options().isOn("PruneLast")
                        || task.live()
                                .map(SyncOptions::of)
                                .orElse(SyncOptions.none())
                                .isOn("PruneLast"));
        return new SyncPlan(TaskOrder.sort(moved), refusals, input.namespace().name());
    }

    private static boolean mayBeMissing(SyncTask task, SyncSettings settings, Set<String> definitions) {
        return settings.options().isOn("SkipDryRunOnMissingResource")
                || task.target().map(SyncOptions::of).orElse(SyncOptions.none()).isOn("SkipDryRunOnMissingResource")
                || definitions.contains(task.key().group() + "/" + task.key().kind());
    }

    private static boolean isSelected(SyncCandidate candidate, SyncSettings settings) {
        ObjectKey key = candidate.key();
        boolean isMeant = settings.selection().isEmpty()
                || settings.selection().stream().anyMatch(selected -> selected.matches(key));
        return isMeant && candidate.isSelfReferenced();
    }

    /** Marks on the destination's namespace do not make it one to prune while the application manages its metadata. */
    private static boolean isManagedNamespace(SyncCandidate candidate, NamespaceRequest namespace) {
        return candidate.target().isEmpty()
                && namespace.metadata().isPresent()
                && candidate.key().isKind("", "Namespace")
                && candidate.key().name().equals(namespace.name());
    }

    private static Optional<SyncTask> taskOf(SyncCandidate candidate) {
        ObjectNode object = candidate.target().or(candidate::live).orElseThrow();
        Hook hook = Hook.of(object);
        if (hook.isHook() || hook.isSkipped() || DeletionHook.isAny(object)) {
            return Optional.empty();
        }
        return Optional.of(SyncTask.of(
                candidate.key(), SyncPhase.SYNC, candidate.target(), candidate.live(), candidate.isModified()));
    }

    private static List<SyncTask> tasksOf(ObjectNode hook, Input input, Map<ObjectKey, ObjectNode> live) {
        List<SyncTask> tasks = new ArrayList<>();
        for (SyncPhase phase : Hook.of(hook).phases()) {
            ObjectNode manifest = HookManifest.of(hook, phase, input.revision(), input.startedAt());
            ObjectKey key = ObjectKey.of(manifest);
            tasks.add(SyncTask.of(key, phase, Optional.of(manifest), Optional.ofNullable(live.get(key)), true));
        }
        return tasks;
    }

    private static boolean hasNamespace(Input input) {
        return input.candidates().stream()
                .map(SyncCandidate::target)
                .flatMap(Optional::stream)
                .map(ObjectKey::of)
                .anyMatch(key -> key.isKind("", "Namespace")
                        && key.name().equals(input.namespace().name()));
    }
}
