package dev.capstan.forge;

import java.util.Optional;

/** What came of the wish to merge. */
public sealed interface MergeOutcome {

    /**
     * It is merged.
     *
     * @param commit at which the target branch is; empty when the forge does not say
     */
    record Merged(Optional<String> commit) implements MergeOutcome {}

    /** The source branch has other commits than those that were to be merged; nothing was merged. */
    record HeadMoved() implements MergeOutcome {}

    /**
     * The forge does not merge it as it is: conflicts, missing approvals, rules of the branch.
     *
     * @param why in the forge's words; empty for none
     */
    record Blocked(String why) implements MergeOutcome {}
}
