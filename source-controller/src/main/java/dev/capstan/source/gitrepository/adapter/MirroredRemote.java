package dev.capstan.source.gitrepository.adapter;

import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.mirror.CompleteFiles;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.http.Deadline;
import dev.capstan.source.gitrepository.FetchedCommit;
import dev.capstan.source.gitrepository.GitRemote;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Remotes by way of one shared mirror each. */
public final class MirroredRemote implements GitRemote {
    private final GitMirrors mirrors;

    public MirroredRemote(GitMirrors mirrors) {
        this.mirrors = mirrors;
    }

    @Override
    public GitResult<RemoteRevision> check(
            Remote remote,
            ReferenceSelector selector,
            Optional<Revision> known,
            boolean wantsSubmodules,
            Duration timeout) {
        var deadline = Deadline.in(timeout);
        return mirrors.sync(remote, selector, known, timeout).then(sync -> switch (sync) {
            case Sync.Unchanged(var revision) -> GitResult.success(new RemoteRevision.Unchanged(revision));
            case Sync.Ready(var snapshot) ->
                wantsSubmodules
                        ? withSubmodules(remote, snapshot, deadline)
                        : GitResult.success(
                                new RemoteRevision.Fetched(new MirroredCommit(snapshot, snapshot.files(), () -> {})));
        });
    }

    @Override
    public GitResult<BranchProgress> progress(
            Remote remote, ReferenceSelector.Branch branch, BranchProgress.Question question, Duration timeout) {
        return mirrors.progress(remote, branch, question, timeout);
    }

    private GitResult<RemoteRevision> withSubmodules(Remote remote, Snapshot snapshot, Deadline deadline) {
        return switch (mirrors.withSubmodules(remote, snapshot, deadline.remaining())) {
            case GitResult.Success<CompleteFiles>(var files) ->
                GitResult.success(new RemoteRevision.Fetched(new MirroredCommit(snapshot, files.root(), files::close)));
            case GitResult.Failed<CompleteFiles>(var failure) -> {
                snapshot.close();
                yield GitResult.failed(failure);
            }
        };
    }

    private record MirroredCommit(Snapshot snapshot, TreeEntry.Directory files, Runnable release)
            implements FetchedCommit {
        @Override
        public Revision revision() {
            return snapshot.revision();
        }

        @Override
        public String summary() {
            return snapshot.commit().summary();
        }

        @Override
        public byte[] rawCommit() throws IOException {
            return snapshot.rawCommit();
        }

        @Override
        public Optional<byte[]> rawTag() throws IOException {
            return snapshot.rawTag();
        }

        @Override
        public void close() {
            release.run();
            snapshot.close();
        }
    }
}
