package dev.capstan.cli;

/** A command cannot go on. The message says what was tried and what the reader can do. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** A failure that is said in words. */
    public CommandFailure(String message) {
        this(message, 1);
    }

    /** A failure with an exit code of its own, where a command promises some. */
    public CommandFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A failure with the technical cause that led to it. */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = 1;
    }

    /** What the command ends with: 1 unless it was said otherwise. */
    public int exitCode() {
        return exitCode;
    }
}
