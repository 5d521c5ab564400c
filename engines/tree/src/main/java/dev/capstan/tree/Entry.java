package dev.capstan.tree;

/**
 * One entry of a folder.
 *
 * @param name the last segment of its path
 * @param kind what it is, links not followed
 */
public record Entry(String name, EntryKind kind) {}
