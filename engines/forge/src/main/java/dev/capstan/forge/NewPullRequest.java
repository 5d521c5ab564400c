package dev.capstan.forge;

import java.util.List;

/**
 * A pull request that is wanted.
 *
 * @param source the name of a branch that is there
 * @param target the name of a branch that is there
 * @param body Markdown
 * @param labels by name; such as the repository does not have yet are made where the forge needs that
 * @param assignees by user name; of Bitbucket, which has none, they are asked for a review (Cloud: account ids or UUIDs in braces)
 */
public record NewPullRequest(
        String source, String target, String title, String body, List<String> labels, List<String> assignees) {

    /** Copies the lists. */
    public NewPullRequest {
        labels = List.copyOf(labels);
        assignees = List.copyOf(assignees);
    }
}
