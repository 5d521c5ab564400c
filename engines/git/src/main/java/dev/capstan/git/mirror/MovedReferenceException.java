package dev.capstan.git.mirror;

import java.io.IOException;

/** What a remote listed is not what it has any more. */
final class MovedReferenceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String scope;

    MovedReferenceException(String scope, Throwable cause) {
        super("the references of '" + scope + "' moved", cause);
        this.scope = scope;
    }

    /** What was listed. */
    String scope() {
        return scope;
    }
}
