package dev.capstan.tree;

/** What lies at a path, without following a link. */
public enum EntryKind {
    /** A regular file. */
    FILE,
    /** A folder. */
    DIRECTORY,
    /** A symbolic link; {@link FileTree#linkTarget} says where it points. */
    LINK,
    /** Nothing, or something that can never be read (a device, a socket). */
    ABSENT
}
