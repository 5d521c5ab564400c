package dev.capstan.git.write;

import dev.capstan.git.Revision;
import java.util.List;
import java.util.Optional;

/** What became of a {@link CommitRequest} to a remote that answered. */
public sealed interface CommitOutcome {

    /**
     * The branch has the commit.
     *
     * @param commit 40 hexadecimal digits
     * @param branch without {@code refs/heads/}
     * @param parent the commit before it; that of the merge where one was made
     * @param refspecs those that were pushed in addition
     * @param missedRefspec why the one that was asked for was not pushed; the branch has the commit nevertheless
     * @param checkout what the checkout was
     * @param message of the commit, as written
     * @param attempts 1 unless somebody was quicker
     */
    record Pushed(
            String commit,
            String branch,
            String parent,
            List<String> refspecs,
            Optional<CommitRefusal> missedRefspec,
            BranchStart start,
            Revision checkout,
            String message,
            int attempts)
            implements CommitOutcome {}

    /**
     * Nothing was pushed: the editor wanted nothing, or what is there already.
     *
     * @param branchHead the head of the branch; empty when it does not exist
     */
    record NothingToDo(Revision checkout, Optional<String> branchHead, BranchStart start) implements CommitOutcome {}

    /** Nothing was pushed, because it may not be or cannot be. */
    record Refused(CommitRefusal refusal) implements CommitOutcome {}
}
