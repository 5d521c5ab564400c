package dev.capstan.git.tree;

import dev.capstan.tree.FileTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A folder of any {@link FileTree} as a folder of a commit, so that it can be grafted into one.
 *
 * @param tree must not change
 * @param path of the folder; the root's is empty
 * @param identity of the whole tree: equal identities mean equal trees
 */
public record FileTreeFolder(FileTree tree, String path, String identity) implements TreeEntry.Directory {
    private static final Comparator<TreeEntry> BY_BYTES = (left, right) -> Arrays.compareUnsigned(
            left.name().getBytes(StandardCharsets.UTF_8), right.name().getBytes(StandardCharsets.UTF_8));

    /** The root of a tree. */
    public static FileTreeFolder rootOf(FileTree tree, String identity) {
        return new FileTreeFolder(tree, "", identity);
    }

    @Override
    public List<TreeEntry> entries() throws IOException {
        var entries = new ArrayList<TreeEntry>();
        for (var entry : tree.list(path)) {
            var child = path.isEmpty() ? entry.name() : path + "/" + entry.name();
            switch (entry.kind()) {
                case DIRECTORY -> entries.add(new FileTreeFolder(tree, child, identity));
                case FILE -> entries.add(new PlainFile(tree, child, tree.isExecutable(child), tree.fingerprint(child)));
                case LINK -> entries.add(new TreeEntry.Link(child));
                case ABSENT -> {}
            }
        }
        entries.sort(BY_BYTES);
        return List.copyOf(entries);
    }

    @Override
    public String hash() {
        return identity + "/" + path;
    }

    private record PlainFile(FileTree tree, String path, boolean isExecutable, String hash) implements TreeEntry.File {
        @Override
        public long size() throws IOException {
            return tree.size(path);
        }

        @Override
        public InputStream open() throws IOException {
            return new ByteArrayInputStream(tree.read(path));
        }
    }
}
