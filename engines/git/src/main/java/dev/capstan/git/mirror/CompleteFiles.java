package dev.capstan.git.mirror;

import dev.capstan.git.tree.TreeEntry;
import java.util.List;

/**
 * The files of a commit with those of its submodules in their places, readable until closed. The commit's own {@link Snapshot}
 * must stay open as long.
 */
public final class CompleteFiles implements AutoCloseable {
    private final TreeEntry.Directory root;
    private final List<Snapshot> submodules;

    CompleteFiles(TreeEntry.Directory root, List<Snapshot> submodules) {
        this.root = root;
        this.submodules = submodules;
    }

    /** The root folder. */
    public TreeEntry.Directory root() {
        return root;
    }

    /** How many submodules there are, those of submodules included. */
    public int submodules() {
        return submodules.size();
    }

    @Override
    public void close() {
        submodules.forEach(Snapshot::close);
    }
}
