package dev.capstan.image.automation.proposal;

import dev.capstan.api.meta.ObjectKey;

/** Proposes what was pushed. Called after the pushes of every run of an automation with {@code spec.pullRequest}, also of one that pushed nothing. */
@FunctionalInterface
public interface PullRequestStep {

    /** Opens, changes, closes and merges pull requests, so that they say what the proposals are now. May be repeated at any point. */
    PullRequestReport run(PullRequestTask task);

    /** An automation is gone: nothing is remembered of it any more. */
    default void forget(ObjectKey automation) {}
}
