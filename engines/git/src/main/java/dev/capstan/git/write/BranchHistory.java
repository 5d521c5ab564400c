package dev.capstan.git.write;

import dev.capstan.tree.FileTree;
import java.time.Instant;
import java.util.List;

/**
 * The newest commits of a branch along first parents.
 *
 * @param commits newest first
 * @param end why there are no more
 */
public record BranchHistory(List<PastCommit> commits, End end) {
    /** Commits in one answer. */
    public static final int MOST = 1000;

    public BranchHistory {
        commits = List.copyOf(commits);
    }

    /** Why a history ends. */
    public enum End {
        /** The last one is the first commit ever made. */
        FIRST_COMMIT,
        /** As many as were asked for. */
        ENOUGH,
        /** The server gives no older ones: its own repository is cut off there. */
        CUT_OFF
    }

    /**
     * A commit of the past.
     *
     * @param id 40 hexadecimal digits
     * @param committed when
     * @param files as they were after it; readable as long as {@link Heads#files}
     */
    public record PastCommit(
            String id, Person author, Person committer, Instant committed, String message, FileTree files) {}
}
