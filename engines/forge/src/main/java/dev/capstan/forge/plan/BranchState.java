package dev.capstan.forge.plan;

/**
 * The source branch.
 *
 * @param head its last commit
 * @param hasCommitsOfOthers whether there are commits on it that somebody else made
 */
public record BranchState(String head, boolean hasCommitsOfOthers) {}
