package dev.capstan.argo.source;

import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a repository, from which a source is made.
 *
 * @param tree the whole repository
 * @param path of the folder, links followed
 */
public record SourceFolder(FileTree tree, String path) {
    private static final int LONGEST = 4096;
    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** What looking for a folder gives. */
    public sealed interface Found {
        record Folder(SourceFolder folder) implements Found {}

        /** There is none; the message is Argo CD's. */
        record Missing(String why) implements Found {}
    }

    /** What looking at a folder gives. */
    public sealed interface Kind {
        record Known(SourceKind kind) implements Kind {}

        /** It cannot be told, or is refused; for people. */
        record Refused(String why) implements Kind {}
    }

    /**
     * The folder that {@code path} of a source names. Links are followed as long as they stay in the repository.
     *
     * @throws IOException when the tree cannot be read
     */
    public static Found find(FileTree tree, String path) throws IOException {
        if (path.startsWith("/")) {
            return new Found.Missing(path + ": the path is absolute");
        }
        Optional<String> joined = path.length() > LONGEST ? Optional.empty() : TreePath.join("", path);
        Optional<String> resolved = joined.isEmpty() ? joined : TreePath.resolve(tree, joined.get());
        if (resolved.isEmpty()) {
            return new Found.Missing(path + ": the path leads out of the repository");
        }
        boolean isRoot = resolved.get().isEmpty();
        return switch (tree.kind(resolved.get())) {
            case DIRECTORY -> new Found.Folder(new SourceFolder(tree, resolved.get()));
            case ABSENT ->
                isRoot
                        ? new Found.Folder(new SourceFolder(tree, ""))
                        : new Found.Missing(path + ": the path does not exist");
            case FILE, LINK -> new Found.Missing(path + ": the path is no folder");
        };
    }

    /**
     * What makes the objects: what the options name; else what the folder has. A folder with a chart and a kustomization is built by
     * Kustomize, as Argo CD's search ends with it.
     *
     * @throws IOException when the tree cannot be read
     */
    public Kind kind(ApplicationSource source) throws IOException {
        List<SourceKind> explicit = source.explicitKinds();
        if (explicit.size() > 1) {
            String names =
                    String.join(",", explicit.stream().map(SourceKind::text).toList());
            return new Kind.Refused("the source is of several kinds: " + names);
        }
        SourceKind kind = explicit.isEmpty() ? found(source) : explicit.getFirst();
        return kind == SourceKind.PLUGIN
                ? new Kind.Refused("the plugin '" + source.plugin().orElse("")
                        + "' is refused: config management plugins are programs, and none are run")
                : new Kind.Known(kind);
    }

    private SourceKind found(ApplicationSource source) throws IOException {
        if (!source.chart().isEmpty()) {
            return SourceKind.HELM;
        }
        if (kustomizationFile().isPresent()) {
            return SourceKind.KUSTOMIZE;
        }
        return hasFile("Chart.yaml") ? SourceKind.HELM : SourceKind.DIRECTORY;
    }

    private boolean hasFile(String name) throws IOException {
        return tree.kind(TreePath.resolve(tree, child(name)).orElse(child(name))) == EntryKind.FILE;
    }

    /**
     * The path of the kustomization file, links followed.
     *
     * @throws IOException when the tree cannot be read
     */
    Optional<String> kustomizationFile() throws IOException {
        for (String name : KUSTOMIZATIONS) {
            Optional<String> resolved = TreePath.resolve(tree, child(name));
            if (resolved.isPresent() && tree.kind(resolved.get()) == EntryKind.FILE) {
                return resolved;
            }
        }
        return Optional.empty();
    }

    /** The path of what lies in the folder. */
    String child(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
