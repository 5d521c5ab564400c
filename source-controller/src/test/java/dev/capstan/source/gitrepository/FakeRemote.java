package dev.capstan.source.gitrepository;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.tree.TreeEntry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A remote with one branch, scripted by the test. */
final class FakeRemote implements GitRemote {
    private @Nullable GitFailure failure;
    private Revision revision = new Revision(Optional.of("main"), "0".repeat(40));
    private Map<String, String> files = Map.of();

    void has(char digit, Map<String, String> content) {
        failure = null;
        revision = new Revision(Optional.of("main"), String.valueOf(digit).repeat(40));
        files = content;
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
        return GitResult.success(new RemoteRevision.Fetched(new MemoryCommit(revision, MemoryTree.of(files))));
    }

    private record MemoryCommit(Revision revision, MemoryTree tree) implements FetchedCommit {
        @Override
        public String summary() {
            return "Summary";
        }

        @Override
        public TreeEntry.Directory files() {
            return tree;
        }

        @Override
        public byte[] rawCommit() {
            return new byte[0];
        }

        @Override
        public Optional<byte[]> rawTag() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
