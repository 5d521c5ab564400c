package dev.capstan.source.generator;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ArtifactGeneratorSpec;
import dev.capstan.api.source.GeneratorSource;
import dev.capstan.api.source.OutputArtifact;
import dev.capstan.source.SourceResult;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A spec that makes sense by itself.
 *
 * @param sources by alias, in the order of the spec
 * @param pathPattern the folders that the entries are made for; empty when they are made once
 * @param entries what is made
 */
public record GeneratorPlan(
        Map<String, ObjectReference> sources, Optional<PathPattern> pathPattern, List<OutputArtifact> entries) {
    private static final String SOURCES = "source.toolkit.fluxcd.io/v1";

    /**
     * Reads a spec.
     *
     * @param namespace of the object
     * @param mayCrossNamespaces whether sources may lie in other namespaces
     */
    public static SourceResult<GeneratorPlan> of(
            ArtifactGeneratorSpec spec, String namespace, boolean mayCrossNamespaces) {
        try {
            var sources = sources(spec.sources(), namespace, mayCrossNamespaces);
            var pattern = pattern(spec, sources);
            for (var entry : spec.artifacts()) {
                requireKnown(entry, ArtifactPlan.alias(entry.revision()), sources);
                requireKnown(entry, ArtifactPlan.alias(entry.originRevision()), sources);
            }
            var plan = new GeneratorPlan(sources, pattern, spec.artifacts());
            if (pattern.isEmpty()) {
                var _ = plan.madeOnce();
            }
            return SourceResult.success(plan);
        } catch (GeneratorFailureException e) {
            return SourceResult.failed(e.failure());
        }
    }

    private static Map<String, ObjectReference> sources(
            List<GeneratorSource> all, String namespace, boolean mayCrossNamespaces) throws GeneratorFailureException {
        var sources = new LinkedHashMap<String, ObjectReference>();
        for (var source : all) {
            var place = Optional.ofNullable(source.namespace())
                    .filter(text -> !text.isEmpty())
                    .orElse(namespace);
            var reference = new ObjectReference(SOURCES, source.kind(), place, source.name());
            if (!mayCrossNamespaces && !place.equals(namespace)) {
                throw new GeneratorFailureException(new GeneratorFailure.SourceForbidden(reference));
            }
            if (sources.put(source.alias(), reference) != null) {
                throw GeneratorFailureException.invalid("the source alias '" + source.alias() + "' is given twice");
            }
        }
        return sources;
    }

    private static Optional<PathPattern> pattern(ArtifactGeneratorSpec spec, Map<String, ObjectReference> sources)
            throws GeneratorFailureException {
        var text = spec.pathPattern();
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        var pattern = PathPattern.parse(text);
        if (!sources.containsKey(pattern.alias())) {
            throw unknown("pathPattern '" + text + "'", pattern.alias());
        }
        return Optional.of(pattern);
    }

    private static void requireKnown(OutputArtifact entry, Optional<String> alias, Map<String, ObjectReference> sources)
            throws GeneratorFailureException {
        if (alias.isPresent() && !sources.containsKey(alias.get())) {
            throw unknown("the revision of the artifact '" + entry.name() + "'", alias.get());
        }
    }

    private static GeneratorFailureException unknown(String where, String alias) {
        return GeneratorFailureException.invalid(where + " names the source alias '" + alias + "', which is not there");
    }

    /** The artifacts to make, given the files of the sources by alias. */
    List<ArtifactPlan> artifacts(Map<String, FileTree> trees, Budget budget, GeneratorLimits limits)
            throws GeneratorFailureException, IOException {
        return pathPattern.isEmpty() ? madeOnce() : madeForFolders(pathPattern.get(), trees, budget, limits);
    }

    private List<ArtifactPlan> madeOnce() throws GeneratorFailureException {
        var plans = new LinkedHashMap<String, ArtifactPlan>();
        for (var entry : entries) {
            var plan = requireKnown(ArtifactPlan.of(entry));
            if (plans.put(plan.name(), plan) != null) {
                throw GeneratorFailureException.invalid("the artifact name '" + plan.name() + "' is given twice");
            }
        }
        return List.copyOf(plans.values());
    }

    private List<ArtifactPlan> madeForFolders(
            PathPattern pattern, Map<String, FileTree> trees, Budget budget, GeneratorLimits limits)
            throws GeneratorFailureException, IOException {
        var plans = new ArrayList<ArtifactPlan>();
        var folders = new HashMap<String, String>();
        for (var match : pattern.in(treeOf(trees, pattern.alias()), budget)) {
            for (var entry : entries) {
                var plan = requireKnown(ArtifactPlan.of(entry, match));
                var other = folders.put(plan.name(), match.folder());
                if (other != null) {
                    throw GeneratorFailureException.invalid("the folders '" + other + "' and '" + match.folder()
                            + "' both give an artifact the name '" + plan.name() + "'");
                }
                plans.add(plan);
                if (plans.size() > limits.artifacts()) {
                    throw Budget.exceeded("artifacts of one object", limits.artifacts());
                }
            }
        }
        return List.copyOf(plans);
    }

    private ArtifactPlan requireKnown(ArtifactPlan plan) throws GeneratorFailureException {
        for (var copy : plan.copies()) {
            if (!sources.containsKey(copy.alias())) {
                throw unknown("'" + copy.text() + "'", copy.alias());
            }
        }
        return plan;
    }

    private static FileTree treeOf(Map<String, FileTree> trees, String alias) {
        var tree = trees.get(alias);
        if (tree == null) {
            throw new IllegalStateException("the source '" + alias + "' was not read");
        }
        return tree;
    }
}
