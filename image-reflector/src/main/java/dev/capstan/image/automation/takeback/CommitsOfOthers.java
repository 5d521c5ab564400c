package dev.capstan.image.automation.takeback;

import dev.capstan.git.write.BranchHistory;
import dev.capstan.git.write.BranchHistory.PastCommit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out whether people work on the branch of an automation. */
public final class CommitsOfOthers {

    private CommitsOfOthers() {}

    /**
     * Whether somebody else made a commit on the branch since it left the checkout. Where the histories do not reach so far back, somebody
     * may have.
     *
     * @param isOwn whether the automation made a commit
     */
    public static boolean areOn(BranchHistory branch, BranchHistory checkout, Predicate<PastCommit> isOwn) {
        var base = checkout.commits().stream().map(PastCommit::id).collect(Collectors.toSet());
        for (PastCommit commit : branch.commits()) {
            if (base.contains(commit.id())) {
                return false;
            }
            if (!isOwn.test(commit)) {
                return true;
            }
        }
        return branch.end() != BranchHistory.End.FIRST_COMMIT;
    }
}
