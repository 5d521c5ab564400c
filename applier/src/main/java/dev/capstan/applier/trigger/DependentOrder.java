package dev.capstan.applier.trigger;

import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreeInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts those dependents of a source first whose files a new revision changed. A commit mostly touches one of many, and whoever
 * pushed it should not wait until all the others have noted that nothing changed for them. Only the order depends on this:
 * each reconciliation finds out by itself what there is to do.
 */
public final class DependentOrder {

    private final SourceLookup sources;
    private final ArtifactTrees artifacts;

    /** An order by what the artifacts of these sources hold. */
    public DependentOrder(SourceLookup sources, ArtifactTrees artifacts) {
        this.sources = sources;
        this.artifacts = artifacts;
    }

    /**
     * All of the given ones, the changed and the unknown first; in the given order when the artifact cannot be had. Blocks while it is downloaded.
     *
     * @param inputs what the last run of one has read; empty when that is not known
     */
    public <T> List<T> order(SourceKey source, List<T> dependents, Function<T, Optional<TreeInputs>> inputs) {
        if (dependents.size() < 2) {
            return dependents;
        }
        return offered(source).map(tree -> order(tree, dependents, inputs)).orElse(dependents);
    }

    private Optional<FileTree> offered(SourceKey source) {
        return sources.find(source) instanceof SourceLookup.Lookup.Found(var found)
                ? found.artifact()
                        .flatMap(artifact -> artifacts.open(artifact) instanceof ArtifactTrees.Opening.Opened(var tree)
                                ? Optional.of(tree)
                                : Optional.empty())
                : Optional.empty();
    }

    private static <T> List<T> order(FileTree tree, List<T> dependents, Function<T, Optional<TreeInputs>> inputs) {
        List<T> changed = new ArrayList<>(dependents.size());
        List<T> same = new ArrayList<>();
        for (T dependent : dependents) {
            boolean isSame =
                    inputs.apply(dependent).filter(read -> read.holdFor(tree)).isPresent();
            (isSame ? same : changed).add(dependent);
        }
        changed.addAll(same);
        return changed;
    }
}
