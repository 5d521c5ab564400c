package dev.capstan.git.tree;

import dev.capstan.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A tree with something of another tree in a place of its own. The place must be free (a submodule that is not there counts as free);
 * folders on the way to it are made. Nothing is copied: the result reads from both trees.
 */
public final class GraftedTree {
    private GraftedTree() {}

    /**
     * Puts something into a tree.
     *
     * @param path where, relative to the root, with {@code /}; not the root itself
     * @param what a folder or file of any tree; its own path does not matter
     * @throws PathTakenException when the commit has something at that path, or a file on the way to it
     * @throws UnsafePathException when the path has a name that is refused in trees
     */
    public static TreeEntry.Directory of(TreeEntry.Directory root, String path, TreeEntry what) throws IOException {
        var names = List.of(path.split("/", -1));
        for (var name : names) {
            var problem = SafeNames.problemOf(name);
            if (problem.isPresent()) {
                throw new UnsafePathException(path.replaceAll("\\p{Cntrl}", "?"), problem.get());
            }
        }
        return graft(root, names, what);
    }

    private static TreeEntry.Directory graft(TreeEntry.Directory base, List<String> names, TreeEntry what)
            throws IOException {
        var path = below(base.path(), names.getFirst());
        var present = base.find(names.getFirst());
        if (names.size() == 1) {
            if (present.isPresent() && !(present.get() instanceof TreeEntry.Submodule)) {
                throw new PathTakenException(path);
            }
            return new Grafted(base, moved(what, path));
        }
        TreeEntry.Directory next = switch (present.orElse(null)) {
            case null -> new Empty(path);
            case TreeEntry.Directory folder -> folder;
            case TreeEntry.File _, TreeEntry.Link _, TreeEntry.Submodule _ -> throw new PathTakenException(path);
        };
        return new Grafted(base, graft(next, names.subList(1, names.size()), what));
    }

    private static String below(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    private static TreeEntry moved(TreeEntry entry, String path) {
        return switch (entry) {
            case TreeEntry.Directory folder -> new MovedFolder(path, folder);
            case TreeEntry.File file -> new MovedFile(path, file);
            case TreeEntry.Link _ -> new TreeEntry.Link(path);
            case TreeEntry.Submodule(var _, var commit) -> new TreeEntry.Submodule(path, commit);
        };
    }

    private record Empty(String path) implements TreeEntry.Directory {
        @Override
        public List<TreeEntry> entries() {
            return List.of();
        }

        @Override
        public String hash() {
            return "empty";
        }
    }

    /** A folder with one entry more, or another entry in the place of one. */
    private record Grafted(TreeEntry.Directory base, TreeEntry child) implements TreeEntry.Directory {
        private static final Comparator<TreeEntry> BY_NAME = GitTree.byName();

        @Override
        public String path() {
            return base.path();
        }

        @Override
        public List<TreeEntry> entries() throws IOException {
            var entries = new ArrayList<TreeEntry>();
            for (var entry : base.entries()) {
                if (!entry.name().equals(child.name())) {
                    entries.add(entry);
                }
            }
            entries.add(child);
            entries.sort(BY_NAME);
            return List.copyOf(entries);
        }

        @Override
        public Optional<TreeEntry> find(String name) throws IOException {
            return name.equals(child.name()) ? Optional.of(child) : base.find(name);
        }

        @Override
        public String hash() {
            var text = base.hash() + "\n" + child.name() + "\n" + hashOf(child);
            return Digest.sha256(text).hex();
        }

        private static String hashOf(TreeEntry entry) {
            return switch (entry) {
                case TreeEntry.Directory folder -> folder.hash();
                case TreeEntry.File file -> file.isExecutable() + file.hash();
                case TreeEntry.Link _ -> "link";
                case TreeEntry.Submodule(var _, var commit) -> commit;
            };
        }
    }

    private record MovedFolder(String path, TreeEntry.Directory origin) implements TreeEntry.Directory {
        @Override
        public List<TreeEntry> entries() throws IOException {
            return origin.entries().stream()
                    .map(entry -> moved(entry, below(path, entry.name())))
                    .toList();
        }

        @Override
        public String hash() {
            return origin.hash();
        }
    }

    private record MovedFile(String path, TreeEntry.File origin) implements TreeEntry.File {
        @Override
        public boolean isExecutable() {
            return origin.isExecutable();
        }

        @Override
        public String hash() {
            return origin.hash();
        }

        @Override
        public long size() throws IOException {
            return origin.size();
        }

        @Override
        public InputStream open() throws IOException {
            return origin.open();
        }
    }
}
