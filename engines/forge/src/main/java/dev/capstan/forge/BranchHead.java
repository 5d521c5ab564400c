package dev.capstan.forge;

/**
 * A branch.
 *
 * @param commit the commit at its end
 */
public record BranchHead(String name, String commit) {}
