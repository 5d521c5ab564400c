package dev.capstan.applier.source;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.tree.FileTree;

/** Opens artifacts as file trees; many runs may share one. */
public interface ArtifactTrees {

    /** What became of opening one. */
    sealed interface Opening {

        /** The verified files. */
        record Opened(FileTree tree) implements Opening {}

        /** The server has no such artifact (yet, or any more). */
        record NotThere(String message) implements Opening {}

        /** It cannot be used. */
        record Unusable(String message) implements Opening {}
    }

    /** Opens an artifact; blocks while it is downloaded. */
    Opening open(Artifact artifact);
}
