package dev.capstan.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A folder on disk. No operation of it follows a link below that folder: {@link TreePath#resolve} does so by text, inside the
 * tree.
 */
public final class DiskTree implements FileTree {
    private final Path root;

    /**
     * A tree over a folder.
     *
     * @throws IOException when the folder does not exist; links on the way to the folder itself are followed
     */
    public DiskTree(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        Path file;
        try {
            file = root.resolve(path);
        } catch (InvalidPathException e) {
            return EntryKind.ABSENT;
        }
        return kindOf(file);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return Files.readAllBytes(file(path));
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(file(path), LinkOption.NOFOLLOW_LINKS);
    }

    private Path file(String path) throws IOException {
        refuseLinkedParents(path);
        if (kind(path) != EntryKind.FILE) {
            throw new NoSuchFileException(path);
        }
        return root.resolve(path);
    }

    @Override
    public String fingerprint(String path, byte[] content) {
        return Fingerprint.ofBytes(content);
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        refuseLinkedParents(path);
        List<Entry> entries = new ArrayList<>();
        if (kind(path) == EntryKind.DIRECTORY) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(path))) {
                for (Path file : files) {
                    entries.add(new Entry(file.getFileName().toString(), kindOf(file)));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        if (kind(path) != EntryKind.LINK) {
            return Optional.empty();
        }
        Path target = Files.readSymbolicLink(root.resolve(path));
        if (!target.isAbsolute()) {
            return Optional.of(target.toString());
        }
        // An absolute link that stays inside the tree means the same as a relative one.
        return target.startsWith(root)
                ? Optional.of(
                        root.resolve(TreePath.parent(path)).relativize(target).toString())
                : Optional.of(target.toString());
    }

    /** Keeps the promise of containment even for a caller that did not resolve its path first. */
    private void refuseLinkedParents(String path) throws IOException {
        for (String parent = TreePath.parent(path); !parent.isEmpty(); parent = TreePath.parent(parent)) {
            if (Files.isSymbolicLink(root.resolve(parent))) {
                throw new NoSuchFileException(path);
            }
        }
    }

    private static EntryKind kindOf(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return EntryKind.ABSENT;
        } catch (FileSystemException e) {
            // "Not a directory": a segment of the path is a file, so nothing can lie below it.
            return EntryKind.ABSENT;
        }
        if (attributes.isSymbolicLink()) {
            return EntryKind.LINK;
        }
        if (attributes.isDirectory()) {
            return EntryKind.DIRECTORY;
        }
        return attributes.isRegularFile() ? EntryKind.FILE : EntryKind.ABSENT;
    }
}
