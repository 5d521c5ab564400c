package dev.capstan.tree;

import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An immutable tree held in memory. */
public final class InMemoryTree implements FileTree {
    private sealed interface Node {
        EntryKind kind();

        final class File implements Node {
            private final byte[] content;
            private volatile String fingerprint = "";

            File(byte[] content) {
                this.content = content;
            }

            @Override
            public EntryKind kind() {
                return EntryKind.FILE;
            }

            byte[] content() {
                return content;
            }

            /** Computed once, when first asked for. */
            String fingerprint() {
                String known = fingerprint;
                if (known.isEmpty()) {
                    known = Fingerprint.ofBytes(content);
                    fingerprint = known;
                }
                return known;
            }
        }

        record Link(String target) implements Node {
            @Override
            public EntryKind kind() {
                return EntryKind.LINK;
            }
        }

        record Folder(TreeMap<String, EntryKind> children) implements Node {
            @Override
            public EntryKind kind() {
                return EntryKind.DIRECTORY;
            }
        }
    }

    private final Map<String, Node> nodes;

    private InMemoryTree(Map<String, Node> nodes) {
        this.nodes = nodes;
    }

    /** A tree of text files; keys are paths, values contents. */
    public static InMemoryTree of(Map<String, String> files) {
        Builder builder = new Builder();
        files.forEach(builder::file);
        return builder.build();
    }

    /** A tree to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public EntryKind kind(String path) {
        Node node = nodes.get(path);
        return node == null ? EntryKind.ABSENT : node.kind();
    }

    @Override
    public byte[] read(String path) throws NoSuchFileException {
        if (nodes.get(path) instanceof Node.File file) {
            return file.content().clone();
        }
        throw new NoSuchFileException(path);
    }

    @Override
    public String fingerprint(String path) throws NoSuchFileException {
        if (nodes.get(path) instanceof Node.File file) {
            return file.fingerprint();
        }
        throw new NoSuchFileException(path);
    }

    @Override
    public List<Entry> list(String path) {
        List<Entry> entries = new ArrayList<>();
        if (nodes.get(path) instanceof Node.Folder folder) {
            folder.children().forEach((name, kind) -> entries.add(new Entry(name, kind)));
        }
        return entries;
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return nodes.get(path) instanceof Node.Link link ? Optional.of(link.target()) : Optional.empty();
    }

    /** Collects files and links; folders come with them. */
    public static final class Builder {
        private final Map<String, Node> nodes = new HashMap<>();

        private Builder() {
            nodes.put("", new Node.Folder(new TreeMap<>()));
        }

        /** Adds or replaces a text file. */
        public Builder file(String path, String content) {
            return file(path, content.getBytes(StandardCharsets.UTF_8));
        }

        /** Adds or replaces a file. */
        public Builder file(String path, byte[] content) {
            return put(path, EntryKind.FILE, new Node.File(content.clone()));
        }

        /** Adds or replaces a link. */
        public Builder link(String path, String target) {
            return put(path, EntryKind.LINK, new Node.Link(target));
        }

        /** The tree as filled so far. The builder must not be used afterwards. */
        public InMemoryTree build() {
            return new InMemoryTree(nodes);
        }

        private Builder put(String path, EntryKind kind, Node node) {
            String normal = TreePath.join("", path)
                    .filter(joined -> !joined.isEmpty())
                    .orElseThrow(() -> new IllegalArgumentException("not a path inside the tree: " + path));
            nodes.put(normal, node);
            enter(normal, kind);
            return this;
        }

        private void enter(String path, EntryKind kind) {
            String parent = TreePath.parent(path);
            Node node = nodes.computeIfAbsent(parent, _ -> new Node.Folder(new TreeMap<>()));
            if (!(node instanceof Node.Folder folder)) {
                throw new IllegalArgumentException("there is a file where a folder is needed: " + parent);
            }
            folder.children().put(TreePath.name(path), kind);
            if (!parent.isEmpty()) {
                enter(parent, EntryKind.DIRECTORY);
            }
        }
    }
}
