package dev.capstan.source;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A tree that is another one, but for what a test makes different. */
public interface ForwardingTree extends FileTree {
    /** The other one. */
    FileTree tree();

    @Override
    default EntryKind kind(String path) throws IOException {
        return tree().kind(path);
    }

    @Override
    default byte[] read(String path) throws IOException {
        return tree().read(path);
    }

    @Override
    default InputStream open(String path) throws IOException {
        return tree().open(path);
    }

    @Override
    default List<Entry> list(String path) throws IOException {
        return tree().list(path);
    }

    @Override
    default Optional<String> linkTarget(String path) throws IOException {
        return tree().linkTarget(path);
    }

    @Override
    default long size(String path) throws IOException {
        return tree().size(path);
    }

    @Override
    default boolean isExecutable(String path) throws IOException {
        return tree().isExecutable(path);
    }
}
