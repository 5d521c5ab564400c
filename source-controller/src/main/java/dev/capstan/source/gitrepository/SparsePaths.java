package dev.capstan.source.gitrepository;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.tree.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The folders that {@code spec.sparseCheckout} keeps; all when it names none. */
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

    /** Fails when a folder is not in the commit; a path that leaves the commit can never be in it. */
    void requireAllIn(TreeEntry.Directory root, RemoteUrl url) throws IOException {
        for (var folder : folders) {
            var here = root;
            for (var name : folder.split("/", -1)) {
                if (!(here.find(name).orElse(null) instanceof TreeEntry.Directory child)) {
                    throw new GitFailureException(new GitFailure.PathNotFound(url, folder));
                }
                here = child;
            }
        }
    }
}
