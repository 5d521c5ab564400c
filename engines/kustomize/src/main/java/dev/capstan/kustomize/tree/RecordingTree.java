package dev.capstan.kustomize.tree;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A tree that remembers everything that was asked of it, so that {@link #inputs()} can later prove that another tree would
 * have given the same answers.
 */
public final class RecordingTree implements FileTree {
    private final FileTree tree;
    private final ConcurrentHashMap<BuildInputs.Question, String> answers = new ConcurrentHashMap<>();

    /** Records what is asked of the given tree. */
    public RecordingTree(FileTree tree) {
        this.tree = tree;
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        BuildInputs.Question question = new BuildInputs.Question(BuildInputs.Aspect.KIND, path);
        String known = answers.get(question);
        if (known != null) {
            return EntryKind.valueOf(known);
        }
        EntryKind kind = tree.kind(path);
        answers.put(question, kind.name());
        return kind;
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] content = tree.read(path);
        answers.put(new BuildInputs.Question(BuildInputs.Aspect.CONTENT, path), tree.fingerprint(path));
        return content;
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        List<Entry> entries = tree.list(path);
        answers.put(new BuildInputs.Question(BuildInputs.Aspect.LISTING, path), Fingerprint.ofListing(entries));
        return entries;
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        Optional<String> target = tree.linkTarget(path);
        answers.put(new BuildInputs.Question(BuildInputs.Aspect.LINK, path), target.orElse(""));
        return target;
    }

    @Override
    public String fingerprint(String path) throws IOException {
        String fingerprint = tree.fingerprint(path);
        answers.put(new BuildInputs.Question(BuildInputs.Aspect.CONTENT, path), fingerprint);
        return fingerprint;
    }

    /** What was asked so far, with the answers. */
    public BuildInputs inputs() {
        return new BuildInputs(answers);
    }
}
