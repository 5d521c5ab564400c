package dev.capstan.source.git.adapter;

import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.source.git.FetchedCommit;
import dev.capstan.source.git.GitRemote;
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
    public GitResult<RemoteState> look(
            Remote remote, ReferenceSelector selector, Optional<Revision> known, Duration timeout) {
        return mirrors.sync(remote, selector, known, timeout).map(MirroredRemote::state);
    }

    private static RemoteState state(Sync sync) {
        return switch (sync) {
            case Sync.Unchanged(var revision) -> new RemoteState.Unchanged(revision);
            case Sync.Ready(var snapshot) -> new RemoteState.Fetched(new MirroredCommit(snapshot));
        };
    }

    private record MirroredCommit(Snapshot snapshot) implements FetchedCommit {
        @Override
        public Revision revision() {
            return snapshot.revision();
        }

        @Override
        public String summary() {
            return snapshot.commit().summary();
        }

        @Override
        public TreeEntry.Directory files() {
            return snapshot.files();
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
            snapshot.close();
        }
    }
}
