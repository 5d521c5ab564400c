package dev.capstan.git.write;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/** Gives files of a tree new content. Reads the folders on the way to them and no others. */
final class TreeRewrite {
    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeRewrite(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /**
     * The tree with the new content; the same tree when nothing changes.
     *
     * @throws PathRefusedException when a path is not one of a regular file
     */
    ObjectId of(ObjectId root, Map<String, byte[]> files) throws IOException {
        for (var path : files.keySet()) {
            requirePlain(path);
        }
        return folder(root, "", new TreeMap<>(files));
    }

    private static void requirePlain(String path) throws PathRefusedException {
        for (var name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                throw new PathRefusedException(path, "it is not a plain path from the root of the repository");
            }
        }
    }

    /** @param files by path below the folder */
    private ObjectId folder(ObjectId id, String prefix, Map<String, byte[]> files) throws IOException {
        var tree = RawTree.read(reader, id);
        var below = new TreeMap<String, Map<String, byte[]>>();
        for (var file : files.entrySet()) {
            int slash = file.getKey().indexOf('/');
            if (slash < 0) {
                var entry = entry(tree, file.getKey(), prefix + file.getKey());
                requireFile(entry.mode(), prefix + file.getKey());
                tree.exchange(entry, inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            } else {
                below.computeIfAbsent(file.getKey().substring(0, slash), _ -> new TreeMap<>())
                        .put(file.getKey().substring(slash + 1), file.getValue());
            }
        }
        for (var folder : below.entrySet()) {
            var path = prefix + folder.getKey();
            var first = path + "/" + folder.getValue().keySet().iterator().next();
            var entry = entry(tree, folder.getKey(), first);
            if (!entry.mode().equals(FileMode.TREE)) {
                throw new PathRefusedException(first, "'" + path + "' on its way is " + described(entry.mode()));
            }
            tree.exchange(entry, folder(entry.id(), path + "/", folder.getValue()));
        }
        return inserter.insert(Constants.OBJ_TREE, tree.bytes());
    }

    private static RawTree.Entry entry(RawTree tree, String name, String path) throws PathRefusedException {
        var entry = Optional.ofNullable(tree.entries().get(name))
                .orElseThrow(() -> new PathRefusedException(path, "there is no such file in the repository"));
        if (entry.isDoubled()) {
            throw new PathRefusedException(path, "two entries of the repository have this name");
        }
        return entry;
    }

    private static void requireFile(FileMode mode, String path) throws PathRefusedException {
        if (!mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
            throw new PathRefusedException(path, "it is " + described(mode));
        }
    }

    private static String described(FileMode mode) {
        if (mode.equals(FileMode.SYMLINK)) {
            return "a symbolic link";
        }
        if (mode.equals(FileMode.GITLINK)) {
            return "a submodule";
        }
        return mode.equals(FileMode.TREE) ? "a folder" : "not a folder";
    }
}
