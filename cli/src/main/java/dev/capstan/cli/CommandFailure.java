package dev.capstan.cli;

/** A command cannot go on. The message says what was tried and what the reader can do. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A failure that is said in words. */
    public CommandFailure(String message) {
        super(message);
    }

    /** A failure with the technical cause that led to it. */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
