package dev.capstan.git.mirror;

import dev.capstan.git.RemoteUrl;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.MountedTree;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files of a commit with those of its submodules in their places, readable until closed. The commit's own {@link Snapshot}
 * must stay open as long.
 */
public final class CompleteFiles implements AutoCloseable {
    private final TreeEntry.Directory root;
    private final List<Part> submodules;

    /**
     * One commit of several.
     *
     * @param path where it is, from the root of all of them
     * @param url where it is from
     */
    record Part(String path, RemoteUrl url, Snapshot snapshot) implements AutoCloseable {
        String pathOf(String below) {
            return path.isEmpty() ? below : path + "/" + below;
        }

        FileTree tree(long fileBytes) {
            return snapshot.tree(url, fileBytes);
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    CompleteFiles(TreeEntry.Directory root, List<Part> submodules) {
        this.root = root;
        this.submodules = submodules;
    }

    /** The root folder. */
    public TreeEntry.Directory root() {
        return root;
    }

    /**
     * The same files as a tree, which reads folders when something in them is asked for, and which several threads may read.
     *
     * @param commit the files of the commit itself
     * @param fileBytes the largest file of a submodule that is read
     */
    public FileTree over(FileTree commit, long fileBytes) {
        Map<String, FileTree> mounts =
                submodules.stream().collect(Collectors.toMap(Part::path, part -> part.tree(fileBytes)));
        return mounts.isEmpty() ? commit : new MountedTree(commit, mounts);
    }

    /** How many submodules there are, those of submodules included. */
    public int submodules() {
        return submodules.size();
    }

    @Override
    public void close() {
        submodules.forEach(Part::close);
    }
}
