package dev.capstan.forge;

import java.util.List;
import java.util.Optional;

/**
 * The pull requests of one repository of one forge, within one deadline. Only those from branches of the repository itself count:
 * a fork may have a branch of any name.
 */
public interface PullRequests {

    /**
     * The pull request from one branch to another: the open one, or else the one that was opened last, whatever became of it.
     * {@link PullRequest#mergeable} may be unknown.
     */
    ForgeResult<Optional<PullRequest>> find(String source, String target);

    /** One pull request, with all that the forge knows of it. */
    ForgeResult<PullRequest> get(long number);

    /** Opens a pull request. When one is open from and to the same branches, it gets title, body and labels instead. */
    ForgeResult<PullRequest> open(NewPullRequest wanted);

    /** Gives a pull request another title and body, and the labels that it lacks; labels that others gave it stay. */
    ForgeResult<PullRequest> update(long number, String title, String body, List<String> labels);

    /** Writes a comment below a pull request. */
    ForgeResult<Done> comment(long number, String text);

    /** Closes a pull request without merging it. */
    ForgeResult<Done> close(long number);

    /** What checks say of the head of a pull request. */
    ForgeResult<ChecksState> checks(PullRequest pullRequest);

    /**
     * Merges a pull request.
     *
     * @param expectedHead nothing is merged when the source branch ends with another commit
     */
    ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method);

    /**
     * Deletes a branch.
     *
     * @param expectedHead the branch stays when it ends with another commit
     * @return whether the branch is gone
     */
    ForgeResult<Boolean> deleteBranch(String name, String expectedHead);
}
