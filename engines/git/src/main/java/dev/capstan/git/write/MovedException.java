package dev.capstan.git.write;

import java.io.IOException;

/** What was seen at the remote is not there any more: look again. */
final class MovedException extends IOException {
    private static final long serialVersionUID = 1L;

    MovedException(String message) {
        super(message);
    }

    MovedException(String message, Throwable cause) {
        super(message, cause);
    }
}
