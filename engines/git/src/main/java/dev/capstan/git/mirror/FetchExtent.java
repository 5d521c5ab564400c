package dev.capstan.git.mirror;

import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.Transport;

/** How much comes with a commit that is fetched. */
enum FetchExtent {
    /** Its files, and nothing of its history. */
    ONE_COMMIT,
    /** Its files and its history with all files. */
    ALL_HISTORY,
    /** Its history, commits only; servers may be unable to send that. */
    COMMITS_ONLY;

    private static final FilterSpec NO_TREES = noTrees();

    private static FilterSpec noTrees() {
        try {
            return FilterSpec.fromFilterLine("tree:0");
        } catch (PackProtocolException e) {
            throw new IllegalStateException("the filter is written as the protocol says", e);
        }
    }

    void applyTo(Transport transport) {
        switch (this) {
            case ONE_COMMIT -> transport.setDepth(1);
            case ALL_HISTORY -> {}
            case COMMITS_ONLY -> transport.setFilterSpec(NO_TREES);
        }
    }
}
