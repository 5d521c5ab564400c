package dev.capstan.kustomizationbuild;

import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the kustomization file of a folder lies. */
final class KustomizationFileLocator {

    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private KustomizationFileLocator() {}

    /** The path of the folder's kustomization file; the first by the usual order when there are several. */
    static Optional<String> find(FileTree tree, String folder) throws IOException {
        for (String name : NAMES) {
            String path = path(folder, name);
            if (tree.kind(path) == EntryKind.FILE) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** The path of the file that would be made in a folder which has none. */
    static String defaultPath(String folder) {
        return path(folder, NAMES.getFirst());
    }

    private static String path(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
