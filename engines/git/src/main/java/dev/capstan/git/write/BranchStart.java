package dev.capstan.git.write;

import java.util.List;

/** Where on a branch a commit is put. */
public sealed interface BranchStart {

    /** The branch is the one that was checked out: on its head. */
    record OnCheckout() implements BranchStart {}

    /** The branch does not exist: on the head of the checkout. */
    record NewBranch() implements BranchStart {}

    /** The branch has everything that the checkout has: on its own head. */
    record Continued() implements BranchStart {}

    /** All of the branch is in the checkout, by a merge or because it never had more: on the head of the checkout. */
    record Restarted() implements BranchStart {}

    /** Both have commits that the other has not: on a merge of the checkout into the branch. */
    record Merged() implements BranchStart {}

    /**
     * They cannot be merged without a person: on the branch's own head, without the newer commits of the checkout.
     *
     * @param paths that both changed; empty when they have no commit in common, or cannot be compared
     */
    record Conflicting(List<String> paths) implements BranchStart {
        public Conflicting {
            paths = List.copyOf(paths);
        }
    }
}
