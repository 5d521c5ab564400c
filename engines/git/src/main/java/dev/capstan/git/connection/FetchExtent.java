package dev.capstan.git.connection;

import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.Transport;

/**
 * How much comes with a commit that is fetched.
 *
 * @param depth commits of each line; 0 for as far as what is here already goes
 * @param withFiles whether their files come, too; servers may be unable to send commits without
 */
public record FetchExtent(int depth, boolean withFiles) {
    /** All commits, also those that were left out by earlier fetches. */
    public static final int WHOLE_DEPTH = Integer.MAX_VALUE;

    /** Its files, and nothing of its history. */
    public static final FetchExtent ONE_COMMIT = ofDepth(1);
    /** Its files and its history with all files. */
    public static final FetchExtent ALL_HISTORY = ofDepth(0);
    /** Its history, commits only; servers may be unable to send that. */
    public static final FetchExtent COMMITS_ONLY = new FetchExtent(0, false);

    private static final FilterSpec NO_TREES = noTrees();

    /** So many commits of each line, with their files. */
    public static FetchExtent ofDepth(int depth) {
        return new FetchExtent(depth, true);
    }

    private static FilterSpec noTrees() {
        try {
            return FilterSpec.fromFilterLine("tree:0");
        } catch (PackProtocolException e) {
            throw new IllegalStateException("the filter is written as the protocol says", e);
        }
    }

    void applyTo(Transport transport) {
        if (depth > 0) {
            transport.setDepth(depth);
        }
        if (!withFiles) {
            transport.setFilterSpec(NO_TREES);
        }
    }
}
