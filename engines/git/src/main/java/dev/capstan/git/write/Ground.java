package dev.capstan.git.write;

import dev.capstan.git.connection.FetchExtent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What a commit is put on.
 *
 * @param start how it was found
 * @param commit the head that it follows
 * @param merged what is merged into that head first
 * @param tree the files before the commit: those of the head, or of the merge
 */
record Ground(BranchStart start, ObjectId commit, Optional<ObjectId> merged, ObjectId tree) {
    /** As much history as tells nearly always how two branches stand to each other. */
    private static final int NEAR = 100;

    /**
     * Finds it, so that neither commits of the branch nor newer ones of the checkout get lost.
     *
     * @param isOneBranch whether the checkout is the branch that is pushed to
     */
    static Ground of(Seen seen, boolean isOneBranch, Scratch scratch) throws IOException {
        if (seen.branch().isEmpty()) {
            return on(seen.checkout(), new BranchStart.NewBranch(), scratch);
        }
        var branch = seen.branch().get();
        if (branch.equals(seen.checkout())) {
            return on(branch, isOneBranch ? new BranchStart.OnCheckout() : new BranchStart.Continued(), scratch);
        }
        for (int commits : List.of(1, NEAR, FetchExtent.WHOLE_DEPTH)) {
            scratch.deepen(commits);
            if (scratch.isInHistory(branch, seen.checkout())) {
                return on(seen.checkout(), new BranchStart.Restarted(), scratch);
            }
            if (scratch.isInHistory(seen.checkout(), branch)) {
                return on(branch, new BranchStart.Continued(), scratch);
            }
        }
        return merge(branch, seen.checkout(), scratch);
    }

    private static Ground on(ObjectId commit, BranchStart start, Scratch scratch) throws IOException {
        return new Ground(start, commit, Optional.empty(), tree(commit, scratch));
    }

    private static ObjectId tree(ObjectId commit, Scratch scratch) throws IOException {
        try (var walk = new RevWalk(scratch.repository())) {
            return walk.parseCommit(commit).getTree().copy();
        }
    }

    private static Ground merge(ObjectId branch, ObjectId checkout, Scratch scratch) throws IOException {
        if (!Merges.haveCommonCommit(scratch.repository(), branch, checkout)) {
            return on(branch, new BranchStart.Conflicting(List.of()), scratch);
        }
        var merger = (RecursiveMerger) MergeStrategy.RECURSIVE.newMerger(scratch.repository(), true);
        try {
            if (merger.merge(branch, checkout)) {
                return new Ground(new BranchStart.Merged(), branch, Optional.of(checkout), merger.getResultTreeId());
            }
            return on(branch, new BranchStart.Conflicting(Merges.shown(merger.getUnmergedPaths())), scratch);
        } catch (NoMergeBaseException | InvalidPathException e) {
            // Too many of them, or a name that no index may hold: a person sees what to do.
            return on(branch, new BranchStart.Conflicting(List.of()), scratch);
        } finally {
            merger.getObjectInserter().close();
        }
    }
}
