package dev.capstan.git.mirror;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.transport.GitFailureException;
import java.io.IOException;
import java.util.ArrayList;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads what lies between two commits, from a repository that has all commits below the later one. */
final class CommitWalk {
    /** All commits of one answer together. */
    private static final long MOST_BYTES = 32 << 20;

    private CommitWalk() {}

    static BranchProgress answer(Repository repository, BranchProgress.Question question, RemoteUrl url)
            throws IOException {
        var before = ObjectId.fromString(question.before());
        try (var walk = new RevWalk(repository)) {
            var head = walk.parseCommit(ObjectId.fromString(question.head()));
            // What the server does not give any more with the branch does not belong to its history.
            var isKnown = repository.getObjectDatabase().has(before);
            var isForward = isKnown && walk.isMergedInto(walk.parseCommit(before), head);
            walk.reset();
            walk.markStart(head);
            if (isKnown) {
                walk.markUninteresting(walk.parseCommit(before));
            }
            var added = new ArrayList<BranchProgress.RawCommit>();
            long bytes = 0;
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (added.size() == question.most()) {
                    return new BranchProgress(isForward, added, false);
                }
                var stored = walk.getObjectReader().open(commit, Constants.OBJ_COMMIT);
                bytes += stored.getSize();
                if (bytes > MOST_BYTES) {
                    throw new GitFailureException(
                            new GitFailure.LimitExceeded(url, "bytes of new commits", MOST_BYTES));
                }
                added.add(new BranchProgress.RawCommit(commit.name(), stored.getBytes()));
            }
            return new BranchProgress(isForward, added, true);
        }
    }
}
