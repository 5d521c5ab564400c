package dev.capstan.source.generator;

import dev.capstan.archive.ArchiveContent;
import dev.capstan.archive.ArchiveWriter;
import dev.capstan.digest.Digest;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of an artifact that is put together. Files stay in the trees that they come from until the archive is written. Folders are
 * there as far as a file is in them.
 */
public final class ComposedTree implements ArchiveContent {
    private final Folder root = new Folder(new TreeMap<>());
    private long files;
    private long bytes;

    /** A file of another tree. */
    record File(FileTree tree, String path, long size, boolean isExecutable) implements Node {}

    sealed interface Node {}

    record Folder(TreeMap<String, Node> children) implements Node {}

    /** The file at a path; empty when nothing or a folder is there. */
    Optional<File> file(String path) {
        return node(path).filter(File.class::isInstance).map(File.class::cast);
    }

    /** Whether a folder is there. */
    boolean isFolder(String path) {
        return node(path).filter(Folder.class::isInstance).isPresent();
    }

    private Optional<Node> node(String path) {
        Optional<Node> here = Optional.of(root);
        if (path.isEmpty()) {
            return here;
        }
        for (var name : path.split("/", -1)) {
            here = here.filter(Folder.class::isInstance)
                    .map(folder -> ((Folder) folder).children().get(name));
        }
        return here;
    }

    /**
     * Puts a file in its place, and that of one that is there.
     *
     * @return the path at which something else is in the way; empty when the file is in its place
     */
    Optional<String> put(String path, File file) {
        var names = path.split("/", -1);
        var folder = root;
        for (int i = 0; i < names.length - 1; i++) {
            var next = folder.children().computeIfAbsent(names[i], _ -> new Folder(new TreeMap<>()));
            if (!(next instanceof Folder below)) {
                return Optional.of(String.join("/", Arrays.copyOf(names, i + 1)));
            }
            folder = below;
        }
        var name = names[names.length - 1];
        switch (folder.children().get(name)) {
            case Folder _ -> {
                return Optional.of(path);
            }
            case File before -> bytes -= before.size();
            case null -> files++;
        }
        folder.children().put(name, file);
        bytes += file.size();
        return Optional.empty();
    }

    /** Number of files. */
    long files() {
        return files;
    }

    /** Bytes of all files. */
    long bytes() {
        return bytes;
    }

    /** Stands for the paths, contents and executable bits; the same for the same content, wherever it comes from. */
    public Digest contentDigest() throws IOException {
        var text = new StringBuilder();
        list(
                root,
                "",
                (path, file) -> text.append(file.tree().fingerprint(file.path()))
                        .append(file.isExecutable() ? " x " : " - ")
                        .append(path)
                        .append('\0'));
        return Digest.sha256(text.toString());
    }

    private interface FileAction {
        void on(String path, File file) throws IOException;
    }

    private static void list(Folder folder, String prefix, FileAction action) throws IOException {
        for (Map.Entry<String, Node> child : folder.children().entrySet()) {
            switch (child.getValue()) {
                case Folder below -> list(below, prefix + child.getKey() + "/", action);
                case File file -> action.on(prefix + child.getKey(), file);
            }
        }
    }

    @Override
    public void writeTo(ArchiveWriter archive) throws IOException {
        archive.folder(".");
        write(root, "", archive);
    }

    private static void write(Folder folder, String prefix, ArchiveWriter archive) throws IOException {
        for (Map.Entry<String, Node> child : folder.children().entrySet()) {
            var path = prefix + child.getKey();
            switch (child.getValue()) {
                case Folder below -> {
                    archive.folder(path);
                    write(below, path + "/", archive);
                }
                case File file -> {
                    try (var content = file.tree().open(file.path())) {
                        archive.file(path, file.isExecutable(), file.size(), content);
                    }
                }
            }
        }
    }
}
