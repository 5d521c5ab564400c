package dev.capstan.source.gitrepository;

import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.BranchProgress;
import java.time.Duration;
import java.util.Optional;

/** Asks remotes what they have. */
public interface GitRemote {

    /**
     * What the selector means at the remote now.
     *
     * @param known the revision that need not be fetched again; empty when the files are wanted in any case
     * @param wantsSubmodules whether the commit must come with the files of its submodules
     * @param timeout for everything together
     */
    GitResult<RemoteRevision> check(
            Remote remote,
            ReferenceSelector selector,
            Optional<Revision> known,
            boolean wantsSubmodules,
            Duration timeout);

    /**
     * How a branch came from one commit to another.
     *
     * @param timeout for everything together
     */
    GitResult<BranchProgress> progress(
            Remote remote, ReferenceSelector.Branch branch, BranchProgress.Question question, Duration timeout);

    /** What a remote has. */
    sealed interface RemoteRevision {
        /** The known revision is still the one. */
        record Unchanged(Revision revision) implements RemoteRevision {}

        /** A commit, ready to be read; the receiver closes it. */
        record Fetched(FetchedCommit commit) implements RemoteRevision {}
    }
}
