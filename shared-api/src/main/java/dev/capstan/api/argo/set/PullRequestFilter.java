package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a pull request; all of it.
 *
 * @param branchMatch regular expression of its branch
 * @param targetBranchMatch regular expression of the branch that it goes to
 * @param titleMatch regular expression of its title
 */
@ExactRecord
public record PullRequestFilter(
        @Nullable String branchMatch,
        @Nullable String targetBranchMatch,
        @Nullable String titleMatch) {}
