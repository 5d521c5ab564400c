package dev.capstan.argo.glob;

/** The rules by which a pattern is read. Argo CD has five, because it asks five libraries. A backslash takes the next character as it is. */
public enum GlobSyntax {
    /**
     * Destinations, windows, orphaned resources, files of a directory: {@code *} and {@code **} stand for any text, {@code ?} for a
     * character; {@code [a-z]}, {@code [abc]}, {@code [!abc]}, {@code {a,b}}.
     */
    TEXT,
    /** Repositories of a project: as {@link #TEXT}, but {@code *} and {@code ?} stop at a slash; alone, {@code *} stands for any text. */
    URL,
    /** Groups, kinds and names of resources, folders of a repository: {@code *} and {@code ?} stop at a slash; {@code [a-z0-9]}, {@code [^a-z]}; no braces. */
    NAME,
    /** Paths of files: as {@link #NAME}, with braces, and {@code **} as a whole name stands for any number of folders. */
    PATH,
    /**
     * Paths of files as {@code git ls-files} reads them: {@code *} and {@code ?} also stand for a slash; {@code [a-z0-9]},
     * {@code [!a-z]}, {@code [^a-z]}, in which a bracket at the beginning and a hyphen at the end stand for themselves; no braces.
     */
    GIT;

    boolean stopsAtSlash() {
        return this != TEXT && this != GIT;
    }

    boolean hasBraces() {
        return this != NAME && this != GIT;
    }

    /** Whether a class may have several ranges. */
    boolean hasRanges() {
        return this == NAME || this == PATH || this == GIT;
    }
}
