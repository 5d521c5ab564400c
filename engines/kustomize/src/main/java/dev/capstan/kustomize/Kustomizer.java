package dev.capstan.kustomize;

import dev.capstan.kustomize.build.BuildWarnings;
import dev.capstan.kustomize.build.WholeBuild;
import dev.capstan.kustomize.explain.FieldLedger;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.load.Documents;
import dev.capstan.kustomize.load.Session;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.RecordingTree;
import dev.capstan.yaml.DocumentCache;
import dev.capstan.yaml.Limits;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Builds kustomizations. Holds nothing that changes a result, so one instance serves any number of threads; two builds never
 * influence each other.
 */
public final class Kustomizer {
    private static final long DEFAULT_CACHE_BYTES = 32L << 20;

    private final Documents documents;

    /** A kustomizer that keeps parsed documents of up to 32 MiB. */
    public Kustomizer() {
        this(new DocumentCache(DEFAULT_CACHE_BYTES, Limits.DEFAULT));
    }

    /** A kustomizer that keeps parsed documents in a cache, which it may share with others. */
    public Kustomizer(DocumentCache cache) {
        this.documents = new Documents(cache);
    }

    /**
     * Builds the folder {@code root} of the tree.
     *
     * @param tree where to read from; must not change while the build runs
     * @param root path of the folder with the kustomization file, empty for the root of the tree
     * @param options how to build
     * @return the objects, or the first problem; never throws for a fault of the input
     */
    public BuildOutcome build(FileTree tree, String root, BuildOptions options) {
        RecordingTree recording = new RecordingTree(tree);
        BuildWarnings warnings = new BuildWarnings();
        Session session = new Session(options, documents, Optional.empty(), warnings);
        return guarded(
                () -> new BuildOutcome.Built(
                        new WholeBuild(session).run(recording, root), recording.inputs(), warnings.all()),
                problem -> new BuildOutcome.BuildFailed(problem, recording.inputs()));
    }

    /**
     * Builds the folder as {@link #build} does, and says for each field of each object which file, patch or transformer
     * set it. Takes a multiple of the time of a build.
     */
    public ExplainOutcome explain(FileTree tree, String root, BuildOptions options) {
        Session session = new Session(options, documents, Optional.of(new FieldLedger()), new BuildWarnings());
        return guarded(
                () -> new ExplainOutcome.Explained(new WholeBuild(session).explain(tree, root)),
                ExplainOutcome.NotExplained::new);
    }

    private static <T> T guarded(Supplier<T> build, Function<BuildProblem, T> failure) {
        try {
            return build.get();
        } catch (BuildFault fault) {
            return failure.apply(fault.problem());
        } catch (StackOverflowError tooDeep) {
            return failure.apply(BuildProblem.of(
                            BuildProblem.Code.LIMIT_EXCEEDED, "a value is nested deeper than this build can follow")
                    .advise("Reduce the nesting."));
        }
    }
}
