package dev.capstan.git.write;

import dev.capstan.git.Revision;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.Optional;

/** A branch that is about to get a commit, and the checkout it is made for. */
public interface Heads {

    /** The files that are edited: those of the branch, with newer ones of the checkout as far as {@link #start} says. */
    FileTree files();

    /** Where the commit is put. */
    BranchStart start();

    /** What the checkout is now. */
    Revision checkout();

    /** The head of the branch that is pushed to, 40 hexadecimal digits; empty when it does not exist yet. */
    Optional<String> branchHead();

    /**
     * The newest commits of a line, newest first, along first parents: those that merges brought in do not count, what they changed
     * does. Fetches as much as is missing here.
     *
     * @param most how many commits at most; 1 to {@link BranchHistory#MOST}
     */
    BranchHistory history(Line line, int most) throws IOException;

    /** Whose history. */
    enum Line {
        /** Of the branch that is pushed to; of the checkout where it begins there. */
        BRANCH,
        /** Of the checkout. */
        CHECKOUT
    }
}
