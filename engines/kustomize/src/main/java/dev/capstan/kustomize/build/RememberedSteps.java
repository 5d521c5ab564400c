package dev.capstan.kustomize.build;

import dev.capstan.kustomize.memory.MemoryStore.Kind;
import dev.capstan.kustomize.memory.Recipe;
import dev.capstan.kustomize.memory.StepResults;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.resource.Snapshot;
import dev.capstan.kustomize.resource.Snapshots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs steps on those objects only for which it is not known what the same steps make of them. Steps that look at one object at a
 * time run in rounds, each with a memory of its own; all others run as ever between the rounds.
 */
final class RememberedSteps {
    private final Recollection recollection;
    private final String path;
    private final Recipe recipe;
    private final List<Map<Snapshot, Optional<Snapshot>>> known;
    private final List<Map<Snapshot, Optional<Snapshot>>> learned = new ArrayList<>();
    private boolean canRemember = true;

    /**
     * @param path what tells these steps apart from those of other kustomizations
     * @param recipe what decides how they work
     */
    RememberedSteps(Recollection recollection, String path, Recipe recipe) {
        this.recollection = recollection;
        this.path = path;
        this.recipe = recipe;
        this.known = recollection
                .find(Kind.STEPS, path)
                .filter(StepResults.class::isInstance)
                .map(StepResults.class::cast)
                .filter(results -> results.recipe().equals(recipe))
                .map(StepResults::rounds)
                .orElse(List.of());
    }

    void run(List<Step> steps, ResourceList resources) {
        List<Step> round = new ArrayList<>();
        for (Step step : steps) {
            if (!step.transformer().isPerObject()) {
                runRound(round, resources);
                round = new ArrayList<>();
                runPlain(List.of(step), resources);
                continue;
            }
            round.add(step);
            if (step.transformer().needsCheck()) {
                runRound(round, resources);
                round = new ArrayList<>();
            }
        }
        runRound(round, resources);
        if (canRemember) {
            recollection.learn(Kind.STEPS, path, new StepResults(recipe, learned));
        }
    }

    private static void runPlain(List<Step> steps, ResourceList resources) {
        for (Step step : steps) {
            step.transformer().transform(resources);
            resources.dropGone();
        }
    }

    private void runRound(List<Step> steps, ResourceList resources) {
        if (steps.isEmpty()) {
            return;
        }
        canRemember = canRemember && Snapshots.take(resources.all());
        if (!canRemember) {
            runPlain(steps, resources);
            return;
        }
        Map<Snapshot, Optional<Snapshot>> before = learned.size() < known.size() ? known.get(learned.size()) : Map.of();
        List<Snapshot> states = new ArrayList<>(resources.size());
        List<Resource> unknown = new ArrayList<>();
        for (Resource resource : resources.all()) {
            Snapshot state = resource.snapshot().orElseThrow();
            states.add(state);
            if (before.get(state) == null) {
                unknown.add(resource);
            }
        }
        ResourceList own = new ResourceList();
        own.replaceAll(unknown);
        runPlain(steps, own);
        if (!Snapshots.take(own.all())) {
            canRemember = false;
        }
        merge(resources, states, before, own);
        for (Step step : steps) {
            step.transformer().check(resources);
        }
    }

    /** The results in the order of the objects, known ones and fresh ones. */
    private void merge(
            ResourceList resources, List<Snapshot> states, Map<Snapshot, Optional<Snapshot>> before, ResourceList own) {
        Set<Resource> left = Collections.newSetFromMap(new IdentityHashMap<>(own.size() * 2));
        left.addAll(own.all());
        Map<Snapshot, Optional<Snapshot>> after = new IdentityHashMap<>(states.size() * 2);
        List<Resource> results = new ArrayList<>(states.size());
        for (int i = 0; i < states.size(); i++) {
            Resource resource = resources.all().get(i);
            Optional<Snapshot> result = before.get(states.get(i));
            if (result == null) {
                result = left.contains(resource) ? resource.snapshot() : Optional.empty();
                if (left.contains(resource)) {
                    results.add(resource);
                }
            } else {
                result.map(recollection::revive).ifPresent(results::add);
            }
            after.put(states.get(i), result);
        }
        learned.add(after);
        resources.replaceAll(results);
    }
}
