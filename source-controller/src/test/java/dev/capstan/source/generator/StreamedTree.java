package dev.capstan.source.generator;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A tree whose files are too large to be read at once. */
record StreamedTree(FileTree tree) implements FileTree {
    @Override
    public EntryKind kind(String path) throws IOException {
        return tree.kind(path);
    }

    @Override
    public byte[] read(String path) {
        throw new AssertionError("'" + path + "' is read at once");
    }

    @Override
    public InputStream open(String path) throws IOException {
        return tree.open(path);
    }

    @Override
    public long size(String path) throws IOException {
        return tree.size(path);
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        return tree.list(path);
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        return tree.linkTarget(path);
    }

    @Override
    public boolean isExecutable(String path) throws IOException {
        return tree.isExecutable(path);
    }
}
