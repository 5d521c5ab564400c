package dev.capstan.forge.text;

import java.util.List;
import java.util.Optional;

/**
 * Title and body of a pull request.
 *
 * @param title on one line
 * @param body Markdown that ends with the {@link Marker}
 */
public record PullRequestText(String title, String body) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ROWS = 50;

    /**
     * What we say of changes.
     *
     * @param owner one automation and group, as the {@link Marker} names it
     * @param group for people
     * @param changes at least one
     * @param title that somebody wrote; empty for ours
     */
    public static PullRequestText of(String owner, String group, List<ImageChange> changes, Optional<String> title) {
        var body = new StringBuilder();
        body.append("Newer images for ")
                .append(Markdown.code(group, LONGEST_NAME))
                .append(", chosen by image policies.\n\n")
                .append("| Image | Old | New | Digest | Policy | Changes |\n|---|---|---|---|---|---|\n");
        changes.stream().limit(MOST_ROWS).forEach(change -> body.append(row(change)));
        if (changes.size() > MOST_ROWS) {
            body.append("\nand ").append(changes.size() - MOST_ROWS).append(" more; the commits show all of them.\n");
        }
        body.append(
                        "\nCommits that others add to this branch are kept. When this pull request is closed without being merged, it is")
                .append(" not opened again before there is a newer image.\n");
        return new PullRequestText(
                Markdown.line(title.orElseGet(() -> titleOf(group, changes)), LONGEST_TITLE),
                Marker.of(owner, changes).under(body.toString()));
    }

    private static String titleOf(String group, List<ImageChange> changes) {
        if (changes.size() != 1) {
            return "Update " + changes.size() + " images of " + group;
        }
        var change = changes.getFirst();
        return "Update " + change.image() + (change.oldTag().isEmpty() ? "" : " from " + change.oldTag()) + " to "
                + change.newTag();
    }

    private static String row(ImageChange change) {
        return "| " + Markdown.cell(change.image(), LONGEST_NAME)
                + " | " + Markdown.cell(change.oldTag(), LONGEST_NAME)
                + " | " + Markdown.cell(change.newTag(), LONGEST_NAME)
                + " | " + Markdown.cell(change.newDigest().orElse(""), LONGEST_NAME)
                + " | " + Markdown.cell(change.policy(), LONGEST_NAME)
                + " | "
                + change.compare().map(link -> "[compare](" + link.url() + ")").orElse("–")
                + " |\n";
    }

    /** What is written below a pull request before it is closed. */
    public static String closingComment() {
        return "Closed: the target branch has these images already, or no policy chooses them any more.";
    }
}
