package dev.capstan.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tree with whole trees in places where it has nothing itself. The folders that such a place lies in are the base's. */
public final class MountedTree implements FileTree {
    private final FileTree base;
    private final Map<String, FileTree> mounts;

    /**
     * Puts trees into a tree.
     *
     * @param mounts by the path of their root, which is never that of the base; one may lie in another one
     */
    public MountedTree(FileTree base, Map<String, FileTree> mounts) {
        this.base = base;
        this.mounts = Map.copyOf(mounts);
    }

    private record Place(FileTree tree, String path) {}

    /** The tree that a path belongs to: the innermost whose root is on the way to it. */
    private Place at(String path) {
        for (String root = path; !root.isEmpty(); root = TreePath.parent(root)) {
            FileTree mount = mounts.get(root);
            if (mount != null) {
                return new Place(mount, path.equals(root) ? "" : path.substring(root.length() + 1));
            }
        }
        return new Place(base, path);
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        Place place = at(path);
        return place.tree().kind(place.path());
    }

    @Override
    public byte[] read(String path) throws IOException {
        Place place = at(path);
        return place.tree().read(place.path());
    }

    @Override
    public InputStream open(String path) throws IOException {
        Place place = at(path);
        return place.tree().open(place.path());
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        Place place = at(path);
        TreeMap<String, Entry> entries = new TreeMap<>();
        place.tree().list(place.path()).forEach(entry -> entries.put(entry.name(), entry));
        for (String mount : mounts.keySet()) {
            if (TreePath.parent(mount).equals(path)) {
                entries.put(TreePath.name(mount), new Entry(TreePath.name(mount), EntryKind.DIRECTORY));
            }
        }
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        Place place = at(path);
        return place.tree().linkTarget(place.path());
    }

    @Override
    public long size(String path) throws IOException {
        Place place = at(path);
        return place.tree().size(place.path());
    }

    @Override
    public boolean isExecutable(String path) throws IOException {
        Place place = at(path);
        return place.tree().isExecutable(place.path());
    }

    @Override
    public boolean isWithoutLinks() {
        return base.isWithoutLinks();
    }

    @Override
    public String fingerprint(String path) throws IOException {
        Place place = at(path);
        return place.tree().fingerprint(place.path());
    }

    @Override
    public String fingerprint(String path, byte[] content) throws IOException {
        Place place = at(path);
        return place.tree().fingerprint(place.path(), content);
    }
}
