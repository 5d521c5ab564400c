package dev.capstan.source.ocirepository;

import dev.capstan.archive.ArchiveTree;
import dev.capstan.source.content.SourceEntry;
import dev.capstan.tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of an unpacked layer as content of an artifact. */
final class LayerContent {
    private LayerContent() {}

    static SourceEntry.Folder of(ArchiveTree tree) {
        return new LayerFolder(tree, "");
    }

    private record LayerFolder(ArchiveTree tree, String path) implements SourceEntry.Folder {
        @Override
        public List<SourceEntry> entries() {
            return tree.list(path).stream().map(this::child).toList();
        }

        private SourceEntry child(Entry entry) {
            var child = path.isEmpty() ? entry.name() : path + "/" + entry.name();
            return switch (entry.kind()) {
                case DIRECTORY -> new LayerFolder(tree, child);
                case FILE -> new LayerFile(tree, child);
                case LINK, ABSENT -> new SourceEntry.Special(child, true);
            };
        }
    }

    private record LayerFile(ArchiveTree tree, String path) implements SourceEntry.File {
        @Override
        public boolean isExecutable() {
            return tree.isExecutable(path);
        }

        @Override
        public long size() throws IOException {
            return tree.size(path);
        }

        @Override
        public InputStream open() throws IOException {
            return tree.open(path);
        }
    }
}
