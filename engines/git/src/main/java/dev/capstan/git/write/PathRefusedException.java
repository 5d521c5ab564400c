package dev.capstan.git.write;

import java.io.IOException;

/** An edit names a path that must not be written. */
final class PathRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient CommitRefusal.PathRefused refusal;

    PathRefusedException(String path, String why) {
        super(why);
        this.refusal = new CommitRefusal.PathRefused(path.replaceAll("\\p{Cntrl}", "?"), why);
    }

    CommitRefusal.PathRefused refusal() {
        return refusal;
    }
}
