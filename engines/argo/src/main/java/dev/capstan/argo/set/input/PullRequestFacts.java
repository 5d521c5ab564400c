package dev.capstan.argo.set.input;

import java.util.List;

/**
 * One pull request.
 *
 * @param number its number on the forge
 * @param title its title
 * @param branch the branch that it comes from
 * @param targetBranch the branch that it goes to
 * @param headSha the commit at its end
 * @param labels its labels
 * @param author who opened it
 */
public record PullRequestFacts(
        long number,
        String title,
        String branch,
        String targetBranch,
        String headSha,
        List<String> labels,
        String author) {
    /** Keeps its own copy. */
    public PullRequestFacts {
        labels = List.copyOf(labels);
    }
}
