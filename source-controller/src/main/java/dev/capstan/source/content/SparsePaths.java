package dev.capstan.source.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders that are kept, as {@code spec.sparseCheckout} of a GitRepository names them; all when none is named. */
final class SparsePaths {
    private final List<String> folders;

    private SparsePaths(List<String> folders) {
        this.folders = folders;
    }

    static SparsePaths of(List<String> given) {
        var folders = new ArrayList<String>();
        for (var path : given) {
            var plain = path;
            while (plain.startsWith("./") || plain.startsWith("/")) {
                plain = plain.substring(plain.indexOf('/') + 1);
            }
            while (plain.endsWith("/")) {
                plain = plain.substring(0, plain.length() - 1);
            }
            if (plain.isEmpty() || plain.equals(".")) {
                return new SparsePaths(List.of());
            }
            folders.add(plain);
        }
        return new SparsePaths(List.copyOf(folders));
    }

    /** Whether a file is kept. */
    boolean holds(String path) {
        return folders.isEmpty() || folders.stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }

    /** Whether a folder is kept or leads to one that is. */
    boolean mayHold(String path) {
        return folders.isEmpty()
                || folders.stream()
                        .anyMatch(folder ->
                                path.equals(folder) || path.startsWith(folder + "/") || folder.startsWith(path + "/"));
    }

    /** Fails when a folder is not in the source; a path that leaves the source can never be in it. */
    void requireAllIn(SourceEntry.Folder root) throws IOException {
        for (var folder : folders) {
            var here = root;
            for (var name : folder.split("/", -1)) {
                here = folderIn(here, name).orElseThrow(() -> missing(folder));
            }
        }
    }

    private static Optional<SourceEntry.Folder> folderIn(SourceEntry.Folder above, String name) throws IOException {
        return above.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .filter(SourceEntry.Folder.class::isInstance)
                .map(SourceEntry.Folder.class::cast);
    }

    private static ContentException missing(String folder) {
        return new ContentException(new ContentException.Problem.FolderMissing(folder));
    }
}
