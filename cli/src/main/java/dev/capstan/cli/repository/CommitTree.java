package dev.capstan.cli.repository;

import dev.capstan.api.source.IgnoredFiles;
import dev.capstan.cli.NamePatterns;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A commit as a build sees it in the artifact that is made of it: without links, submodules and what artifacts leave out unless a
 * {@code .sourceignore} says otherwise. Folders and files are read when they are asked for.
 */
public final class CommitTree implements FileTree {

    private static final NamePatterns LEFT_OUT =
            new NamePatterns(Stream.concat(IgnoredFiles.VERSION_CONTROL.stream(), IgnoredFiles.DEFAULT.stream())
                    .toList());

    private final TreeEntry.Directory root;
    private final Map<String, Optional<TreeEntry.Directory>> folders = new HashMap<>();

    /** @param root readable for as long as the tree is read */
    public CommitTree(TreeEntry.Directory root) {
        this.root = root;
    }

    @Override
    public synchronized EntryKind kind(String path) throws IOException {
        return find(path).map(CommitTree::kindOf).orElse(EntryKind.ABSENT);
    }

    @Override
    public synchronized byte[] read(String path) throws IOException {
        if (find(path).orElse(null) instanceof TreeEntry.File file) {
            try (var content = file.open()) {
                return content.readAllBytes();
            }
        }
        throw new NoSuchFileException(path);
    }

    @Override
    public synchronized List<Entry> list(String path) throws IOException {
        Optional<TreeEntry.Directory> folder = folder(path);
        if (folder.isEmpty()) {
            return List.of();
        }
        return folder.get().entries().stream()
                .filter(CommitTree::isInArtifact)
                .map(entry -> new Entry(entry.name(), kindOf(entry)))
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return Optional.empty();
    }

    private Optional<TreeEntry> find(String path) throws IOException {
        if (path.isEmpty()) {
            return Optional.of(root);
        }
        int slash = path.lastIndexOf('/');
        Optional<TreeEntry.Directory> folder = folder(slash < 0 ? "" : path.substring(0, slash));
        return folder.isEmpty()
                ? Optional.empty()
                : folder.get().find(path.substring(slash + 1)).filter(CommitTree::isInArtifact);
    }

    private Optional<TreeEntry.Directory> folder(String path) throws IOException {
        Optional<TreeEntry.Directory> known = folders.get(path);
        if (known == null) {
            known = find(path)
                    .flatMap(entry ->
                            entry instanceof TreeEntry.Directory folder ? Optional.of(folder) : Optional.empty());
            folders.put(path, known);
        }
        return known;
    }

    private static boolean isInArtifact(TreeEntry entry) {
        return (entry instanceof TreeEntry.Directory || entry instanceof TreeEntry.File)
                && !LEFT_OUT.match(entry.name(), entry instanceof TreeEntry.Directory);
    }

    private static EntryKind kindOf(TreeEntry entry) {
        return entry instanceof TreeEntry.Directory ? EntryKind.DIRECTORY : EntryKind.FILE;
    }
}
