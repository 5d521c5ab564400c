package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.memory.FinalResults;
import dev.capstan.kustomize.memory.MemoryStore.Kind;
import dev.capstan.kustomize.memory.Recipe;
import dev.capstan.kustomize.reference.Followed;
import dev.capstan.kustomize.reference.NameReferences;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.resource.Snapshot;
import dev.capstan.kustomize.resource.Snapshots;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Follows references and finishes objects, those only that an earlier build has not left behind in the same state. */
final class LastSteps {
    private final Recollection recollection;
    private final String path;
    private final Recipe recipe;
    private final Optional<FinalResults> known;
    private final Map<Snapshot, BuiltObject> built = new IdentityHashMap<>();
    private Map<Snapshot, Followed> followed = Map.of();

    LastSteps(Recollection recollection, String path, Recipe recipe) {
        this.recollection = recollection;
        this.path = path;
        this.recipe = recipe;
        this.known = recollection
                .find(Kind.FINAL, path)
                .filter(FinalResults.class::isInstance)
                .map(FinalResults.class::cast)
                .filter(results -> results.recipe().equals(recipe));
    }

    void followReferences(NameReferences references, ResourceList resources) {
        if (!Snapshots.take(resources.all())) {
            references.transform(resources);
            return;
        }
        followed = references.transform(
                resources, known.map(FinalResults::followed).orElse(Map.of()), recollection::revive);
    }

    /** The finished object: a remembered one, or else one that is finished now. */
    BuiltObject finish(Resource resource, Function<Resource, BuiltObject> finishing) {
        Optional<Snapshot> state = resource.snapshot();
        if (state.isEmpty()) {
            return finishing.apply(resource);
        }
        BuiltObject finished =
                known.map(results -> results.built().get(state.get())).orElseGet(() -> finishing.apply(resource));
        built.put(state.get(), finished);
        return finished;
    }

    void learn() {
        recollection.learn(Kind.FINAL, path, new FinalResults(recipe, followed, built));
    }
}
