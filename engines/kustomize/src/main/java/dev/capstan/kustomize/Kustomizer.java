package dev.capstan.kustomize;

import dev.capstan.kustomize.tree.FileTree;
import dev.capstan.kustomize.tree.RecordingTree;

/**
 * Builds kustomizations. Holds nothing that changes, so one instance serves any number of threads; two builds never influence
 * each other.
 */
public final class Kustomizer {

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
        return new BuildOutcome.BuildFailed(
                BuildProblem.of(BuildProblem.Code.NOT_SUPPORTED, "the build engine is not part of this version yet"),
                recording.inputs());
    }
}
