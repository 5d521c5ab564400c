package dev.capstan.forge;

import java.util.List;

/**
 * A pull request that is wanted.
 *
 * @param source the name of a branch that is there
 * @param target the name of a branch that is there
 * @param body Markdown
 * @param labels by name; such as the repository does not have yet are made where the forge needs that
 */
public record NewPullRequest(String source, String target, String title, String body, List<String> labels) {

    /** Copies the labels. */
    public NewPullRequest {
        labels = List.copyOf(labels);
    }
}
