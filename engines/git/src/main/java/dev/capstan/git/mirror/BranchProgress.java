package dev.capstan.git.mirror;

import java.util.List;

/**
 * How a branch came from one commit to another.
 *
 * @param isForward whether the later commit descends from the earlier one; otherwise the branch was moved by force
 * @param added the commits that the later one has in its history and the earlier one has not, itself among them
 * @param isComplete whether these are all of them; otherwise there are more than were asked for
 */
public record BranchProgress(boolean isForward, List<RawCommit> added, boolean isComplete) {

    /** Copies the list. */
    public BranchProgress {
        added = List.copyOf(added);
    }

    /**
     * What is asked.
     *
     * @param before name of the earlier commit
     * @param head name of the later commit
     * @param most how many commits are wanted at most
     */
    public record Question(String before, String head, int most) {}

    /**
     * A commit as Git stores it.
     *
     * @param id its name
     * @param content headers, signature and message
     */
    public record RawCommit(String id, byte[] content) {}
}
