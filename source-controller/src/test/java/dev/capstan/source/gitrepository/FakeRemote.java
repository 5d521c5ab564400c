package dev.capstan.source.gitrepository;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.tree.TreeEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A remote with one branch, scripted by the test. */
final class FakeRemote implements GitRemote {
    private @Nullable GitFailure failure;
    private Revision revision = new Revision(Optional.of("main"), "0".repeat(40));
    private Map<String, String> files = Map.of();
    private byte[] raw = new byte[0];
    private final List<BranchProgress.Question> questions = new ArrayList<>();
    private BranchProgress progress = new BranchProgress(true, List.of(), true);

    void has(char digit, Map<String, String> content) {
        failure = null;
        revision = new Revision(Optional.of("main"), String.valueOf(digit).repeat(40));
        files = content;
    }

    /** The branch has this commit now. */
    void has(BranchProgress.RawCommit commit, Map<String, String> content) {
        has('0', content);
        revision = new Revision(Optional.of("main"), commit.id());
        raw = commit.content();
    }

    /** How the branch came to its commit, whoever asks. */
    void came(BranchProgress how) {
        progress = how;
    }

    /** What was asked about the way of the branch. */
    List<BranchProgress.Question> questions() {
        return questions;
    }

    void fails(GitFailure how) {
        failure = how;
    }

    @Override
    public GitResult<RemoteRevision> check(
            Remote remote,
            ReferenceSelector selector,
            Optional<Revision> known,
            boolean wantsSubmodules,
            Duration timeout) {
        if (failure != null) {
            return GitResult.failed(failure);
        }
        if (known.equals(Optional.of(revision))) {
            return GitResult.success(new RemoteRevision.Unchanged(revision));
        }
        return GitResult.success(new RemoteRevision.Fetched(new MemoryCommit(revision, raw, MemoryTree.of(files))));
    }

    @Override
    public GitResult<BranchProgress> progress(
            Remote remote, ReferenceSelector.Branch branch, BranchProgress.Question question, Duration timeout) {
        questions.add(question);
        return GitResult.success(progress);
    }

    private record MemoryCommit(Revision revision, byte[] rawCommit, MemoryTree tree) implements FetchedCommit {
        @Override
        public String summary() {
            return "Summary";
        }

        @Override
        public TreeEntry.Directory files() {
            return tree;
        }

        @Override
        public Optional<byte[]> rawTag() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
