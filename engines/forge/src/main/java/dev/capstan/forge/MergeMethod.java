package dev.capstan.forge;

/** How the commits of a pull request come to the target branch. */
public enum MergeMethod {
    /** By a merge commit, or as the repository has it by default. */
    MERGE,
    /** As one commit. */
    SQUASH,
    /** One by one at the end of the target branch; where the forge takes no such wish, as the repository has it by default. */
    REBASE
}
