package dev.capstan.git.tree;

import java.io.IOException;

/** A commit holds a name that must not be written to any disk. */
public final class UnsafePathException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String why;

    UnsafePathException(String path, String why) {
        super("the path '" + path + "' is refused: " + why);
        this.path = path;
        this.why = why;
    }

    /** The path, control characters replaced. */
    public String path() {
        return path;
    }

    public String why() {
        return why;
    }
}
