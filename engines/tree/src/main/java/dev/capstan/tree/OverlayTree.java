package dev.capstan.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files laid over another tree: a file of the upper layer hides what lies at its path below. */
public final class OverlayTree implements FileTree {
    private final InMemoryTree upper;
    private final FileTree lower;

    /** A tree that shows the upper layer's files where they exist and the lower tree everywhere else. */
    public OverlayTree(InMemoryTree upper, FileTree lower) {
        this.upper = upper;
        this.lower = lower;
    }

    /** The lower tree with the given files laid over it; keys are paths, values contents. */
    public static OverlayTree of(Map<String, byte[]> files, FileTree lower) {
        InMemoryTree.Builder builder = InMemoryTree.builder();
        files.forEach(builder::file);
        return new OverlayTree(builder.build(), lower);
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        return switch (upper.kind(path)) {
            case FILE -> EntryKind.FILE;
            case LINK -> EntryKind.LINK;
            case DIRECTORY -> EntryKind.DIRECTORY;
            case ABSENT -> lower.kind(path);
        };
    }

    @Override
    public byte[] read(String path) throws IOException {
        return upper.kind(path) == EntryKind.FILE ? upper.read(path) : lower.read(path);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return upper.kind(path) == EntryKind.FILE ? upper.open(path) : lower.open(path);
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (Entry entry : lower.list(path)) {
            entries.put(entry.name(), entry);
        }
        for (Entry entry : upper.list(path)) {
            entries.put(entry.name(), entry);
        }
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        return upper.kind(path) == EntryKind.ABSENT ? lower.linkTarget(path) : upper.linkTarget(path);
    }

    @Override
    public String fingerprint(String path) throws IOException {
        return upper.kind(path) == EntryKind.FILE ? upper.fingerprint(path) : lower.fingerprint(path);
    }

    @Override
    public String fingerprint(String path, byte[] content) throws IOException {
        return upper.kind(path) == EntryKind.FILE ? upper.fingerprint(path, content) : lower.fingerprint(path, content);
    }

    @Override
    public long size(String path) throws IOException {
        return upper.kind(path) == EntryKind.FILE ? upper.size(path) : lower.size(path);
    }

    @Override
    public boolean isExecutable(String path) throws IOException {
        return upper.kind(path) == EntryKind.FILE ? upper.isExecutable(path) : lower.isExecutable(path);
    }

    @Override
    public boolean isWithoutLinks() {
        return upper.isWithoutLinks() || lower.isWithoutLinks();
    }
}
