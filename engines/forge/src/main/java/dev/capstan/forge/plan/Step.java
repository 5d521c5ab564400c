package dev.capstan.forge.plan;

import dev.capstan.forge.NewPullRequest;
import java.util.List;

/** What is to be done about one pull request. */
public sealed interface Step {

    /** There is none, and one is wanted. */
    record Open(NewPullRequest wanted) implements Step {}

    /** It says something else than is wanted now. */
    record Update(long number, String title, String body, List<String> labels) implements Step {}

    /**
     * Nobody wants it any more.
     *
     * @param body that says so to us
     * @param comment that says so to people
     */
    record Close(long number, String title, String body, String comment) implements Step {}

    /** It may be merged as soon as the checks of this commit are green, see {@link PullRequestPlan#afterChecks}. */
    record AwaitChecks(long number, String head) implements Step {}

    /** It is merged if it still ends with this commit. */
    record Merge(long number, String head) implements Step {}

    /** It stays as it is. */
    record Nothing(Rest why, String detail) implements Step {

        /** Without more to say. */
        public Nothing(Rest why) {
            this(why, "");
        }
    }

    /** Why nothing is to be done. */
    enum Rest {
        /** There is nothing to change, and no pull request. */
        UP_TO_DATE,
        /** It is open and waits for people. */
        WAITS_FOR_PEOPLE,
        /** It is open and waits for its checks. */
        WAITS_FOR_CHECKS,
        /** Its checks failed. */
        CHECKS_FAILED,
        /** It cannot be merged before somebody resolves conflicts. */
        HAS_CONFLICTS,
        /** People added commits; they merge or close it. */
        HAS_COMMITS_OF_OTHERS,
        /** Nothing is left to propose, and it is to stay open all the same. */
        OBSOLETE,
        /** There is one between these branches that is not ours. */
        NOT_OURS,
        /** Somebody closed it without merging, and there is no newer image since. */
        CLOSED_BY_PEOPLE,
        /** It was merged, and there is no newer image since. */
        MERGED_BEFORE
    }
}
