package dev.capstan.tree;

import dev.capstan.tree.TreeInputs.Aspect;
import dev.capstan.tree.TreeInputs.Question;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree that remembers everything that was asked of it, so that {@link #inputs()} can later prove that another tree would
 * have given the same answers. Belongs to one thread.
 */
public final class RecordingTree implements FileTree {
    private final FileTree tree;
    private final Map<String, EntryKind> kinds = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();
    private final Map<Question, String> answers = new HashMap<>();

    /** Records what is asked of the given tree. */
    public RecordingTree(FileTree tree) {
        this.tree = tree;
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        EntryKind kind = kinds.get(path);
        if (kind == null) {
            kind = tree.kind(path);
            kinds.put(path, kind);
        }
        return answered(Aspect.KIND, path, kind.name(), kind);
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] content = tree.read(path);
        String fingerprint = tree.fingerprint(path, content);
        contents.put(path, fingerprint);
        return answered(Aspect.CONTENT, path, fingerprint, content);
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        List<Entry> entries = tree.list(path);
        return answered(Aspect.LISTING, path, Fingerprint.ofListing(entries), entries);
    }

    @Override
    public boolean isWithoutLinks() {
        return tree.isWithoutLinks();
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        Optional<String> target = tree.linkTarget(path);
        return answered(Aspect.LINK, path, target.orElse(""), target);
    }

    @Override
    public String fingerprint(String path) throws IOException {
        String fingerprint = contents.get(path);
        if (fingerprint == null) {
            fingerprint = tree.fingerprint(path);
            contents.put(path, fingerprint);
        }
        return answered(Aspect.CONTENT, path, fingerprint, fingerprint);
    }

    private <T> T answered(Aspect aspect, String path, String answer, T value) {
        answers.put(new Question(aspect, path), answer);
        return value;
    }

    /** What was asked so far, with the answers. */
    public TreeInputs inputs() {
        return new TreeInputs(answers);
    }
}
