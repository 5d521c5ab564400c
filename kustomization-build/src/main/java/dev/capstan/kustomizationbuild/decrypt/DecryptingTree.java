package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.Fingerprint;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree whose encrypted files read as plain ones. Nothing is opened before it is read. What the tree below is asked for are the files as
 * they lie there, so that a record of it holds without keys. Belongs to one thread.
 */
final class DecryptingTree implements FileTree {
    private final FileTree tree;
    private final Opener opener;
    private final GeneratorInputs inputs;
    private final Map<String, byte[]> contents = new HashMap<>();

    /** What becomes of the content of a file. */
    interface Opener {
        /**
         * The content in plain; the very same bytes when it stays as it is.
         *
         * @throws IOException when it cannot be opened
         */
        byte[] opened(String path, byte[] content) throws IOException;
    }

    DecryptingTree(FileTree tree, Opener opener) {
        this.tree = tree;
        this.opener = opener;
        this.inputs = new GeneratorInputs(tree);
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        return tree.kind(path);
    }

    /**
     * The file, in plain.
     *
     * @throws IOException also when it is encrypted and cannot be opened
     */
    @Override
    public byte[] read(String path) throws IOException {
        byte[] known = contents.get(path);
        if (known != null) {
            return known;
        }
        byte[] content = tree.read(path);
        if (GeneratorInputs.isKustomization(path)) {
            inputs.note(path, content);
            return content;
        }
        if (inputs.staysAsItIs(path)) {
            return content;
        }
        byte[] plain = opener.opened(path, content);
        if (plain != content) {
            contents.put(path, plain);
        }
        return plain;
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

    @Override
    public boolean isWithoutLinks() {
        return tree.isWithoutLinks();
    }

    /** Of the plain text: a record over this tree is not to be compared with one over the tree below. */
    @Override
    public String fingerprint(String path) throws IOException {
        return Fingerprint.ofBytes(read(path));
    }

    @Override
    public String fingerprint(String path, byte[] content) {
        return Fingerprint.ofBytes(content);
    }
}
