package dev.capstan.forge;

import java.util.regex.Pattern;

/**
 * A pull request (GitLab: merge request) from one branch to another of the same repository.
 *
 * @param number within the repository
 * @param url of its page; empty when the forge gives none that can be shown
 * @param head the commit at the end of the source branch; of Bitbucket Cloud its beginning only, so see {@link #isAt}; empty when the
 *     forge does not say
 * @param source the name of a branch
 * @param target the name of a branch
 * @param body Markdown; empty for none
 */
public record PullRequest(
        long number,
        String url,
        State state,
        String head,
        String source,
        String target,
        String title,
        String body,
        Mergeable mergeable) {
    private static final int SHORTEST_COMMIT = 7;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final Pattern PAGE = Pattern.compile("https?://[\\x21-\\x7e&&[^\"'<>`\\\\]]{1,2000}");

    /** Drops an address that is not one of a page, and a head that is not a commit. */
    public PullRequest {
        url = PAGE.matcher(url).matches() ? url : "";
        head = COMMIT.matcher(head).matches() ? head : "";
    }

    /** How far it has come. */
    public enum State {
        OPEN,
        MERGED,
        /** Ended without being merged. */
        CLOSED
    }

    /** Whether it can be merged without conflicts. */
    public enum Mergeable {
        YES,
        NO,
        /** The forge has not found out yet, or does not say it in lists. */
        UNKNOWN
    }

    /** Whether it waits for something. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether its source branch ends with this commit. */
    public boolean isAt(String commit) {
        return Math.min(commit.length(), head.length()) >= SHORTEST_COMMIT
                && (commit.startsWith(head) || head.startsWith(commit));
    }
}
