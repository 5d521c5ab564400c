package dev.capstan.argo.glob;

/** The rules by which a pattern is read. Argo CD has four, because it asks four libraries. A backslash takes the next character as it is. */
public enum GlobSyntax {
    /**
     * Destinations, windows, orphaned resources, files of a directory: {@code *} and {@code **} stand for any text, {@code ?} for a
     * character; {@code [a-z]}, {@code [abc]}, {@code [!abc]}, {@code {a,b}}.
     */
    TEXT,
    /** Repositories of a project: as {@link #TEXT}, but {@code *} and {@code ?} stop at a slash; alone, {@code *} stands for any text. */
    URL,
    /** Groups, kinds and names of resources: {@code *} and {@code ?} stop at a slash; {@code [a-z0-9]}, {@code [^a-z]}; no braces. */
    NAME,
    /** Paths of files: as {@link #NAME}, with braces, and {@code **} as a whole name stands for any number of folders. */
    PATH;

    boolean stopsAtSlash() {
        return this != TEXT;
    }

    boolean hasBraces() {
        return this != NAME;
    }

    /** Whether classes are those of Go's path package, with several ranges. */
    boolean hasGoClasses() {
        return this == NAME || this == PATH;
    }
}
