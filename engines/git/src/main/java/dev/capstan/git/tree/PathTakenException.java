package dev.capstan.git.tree;

import java.io.IOException;

/** Something should be put where there is something already. */
public final class PathTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;

    PathTakenException(String path) {
        super("there is something at '" + path + "' already");
        this.path = path;
    }

    /** The path that is taken. */
    public String path() {
        return path;
    }
}
