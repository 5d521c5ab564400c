package dev.capstan.forge;

import java.util.List;

/**
 * A pull request in a list of open ones, also of a fork.
 *
 * @param source the branch that it comes from, which may be one of a fork
 * @param target the branch that it goes to
 * @param head the commit at its end
 * @param author who opened it, as others mention them
 */
public record OpenPullRequest(
        long number, String title, String source, String target, String head, List<String> labels, String author) {
    /** Copies the labels. */
    public OpenPullRequest {
        labels = List.copyOf(labels);
    }

    /** Whether it has all of these labels. */
    public boolean hasLabels(List<String> wanted) {
        return labels.containsAll(wanted);
    }
}
