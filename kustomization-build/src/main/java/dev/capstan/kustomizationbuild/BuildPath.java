package dev.capstan.kustomizationbuild;

import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.Optional;

/** {@code spec.path}: a folder inside the artifact. */
public final class BuildPath {

    private BuildPath() {}

    /**
     * The folder that a path means.
     *
     * @param path as written; a leading slash means the root of the artifact, absent or empty the root itself
     * @return the normalised path; empty when no folder of the artifact lies there
     */
    public static Optional<String> resolve(FileTree tree, String path) throws IOException {
        String relative = path.replaceFirst("^/+", "");
        Optional<String> joined = TreePath.join("", relative);
        if (joined.isEmpty() || joined.get().isEmpty()) {
            return joined;
        }
        Optional<String> resolved = TreePath.resolve(tree, joined.get());
        if (resolved.isEmpty() || tree.kind(resolved.get()) != EntryKind.DIRECTORY) {
            return Optional.empty();
        }
        return resolved;
    }
}
