package dev.capstan.source.generator;

import dev.capstan.source.SourceResult;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts all artifacts of one object together. Either all can be made, or none is. */
public final class ArtifactComposer {
    private final SourceTrees trees;
    private final ArchiveUnpacker unpacker;
    private final GeneratorLimits limits;

    /** Reads sources and archives in them through the ports. */
    public ArtifactComposer(SourceTrees trees, ArchiveUnpacker unpacker, GeneratorLimits limits) {
        this.trees = trees;
        this.unpacker = unpacker;
        this.limits = limits;
    }

    /** What a plan makes of these sources; the same for the same sources. */
    public SourceResult<List<ComposedArtifact>> compose(GeneratorPlan plan, ObservedSources observed) {
        var budget = new Budget(limits);
        try {
            return read(observed, budget).then(files -> compose(plan, observed, files, budget));
        } catch (GeneratorFailureException e) {
            return SourceResult.failed(e.failure());
        }
    }

    private SourceResult<Map<String, FileTree>> read(ObservedSources observed, Budget budget)
            throws GeneratorFailureException {
        var files = new LinkedHashMap<String, FileTree>();
        for (var source : observed.byAlias().entrySet()) {
            switch (trees.content(source.getValue().source(), source.getValue().artifact())) {
                case SourceResult.Success<SourceTrees.Content>(var content) -> {
                    budget.take(content.bytes());
                    files.put(source.getKey(), content.files());
                }
                case SourceResult.Failed<SourceTrees.Content>(var failure) -> {
                    return SourceResult.failed(failure);
                }
            }
        }
        return SourceResult.success(files);
    }

    private SourceResult<List<ComposedArtifact>> compose(
            GeneratorPlan plan, ObservedSources observed, Map<String, FileTree> files, Budget budget) {
        var composed = new ArrayList<ComposedArtifact>();
        var name = "";
        try {
            for (var artifact : plan.artifacts(files, budget, limits)) {
                name = artifact.name();
                var content = Composition.of(artifact, files, unpacker, limits, budget);
                composed.add(new ComposedArtifact(
                        artifact,
                        content,
                        artifact.revision().map(observed::revisionOf),
                        artifact.originRevision()
                                .map(alias -> Map.of(ObservedSources.ORIGIN, observed.originOf(alias)))
                                .orElse(Map.of())));
            }
            return SourceResult.success(List.copyOf(composed));
        } catch (GeneratorFailureException e) {
            return SourceResult.failed(e.failure());
        } catch (IOException e) {
            return SourceResult.failed(new GeneratorFailure.NotStored(name, "its files cannot be read", false));
        }
    }
}
