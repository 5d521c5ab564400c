package dev.capstan.source.generator;

import dev.capstan.source.ForwardingTree;
import dev.capstan.tree.FileTree;

/** A tree whose files are too large to be read at once. */
record StreamedTree(FileTree tree) implements ForwardingTree {
    @Override
    public byte[] read(String path) {
        throw new AssertionError("'" + path + "' is read at once");
    }
}
