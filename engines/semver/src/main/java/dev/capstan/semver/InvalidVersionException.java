package dev.capstan.semver;

/** A text that is not a version, or not a constraint; the message is that of the Go library. */
public final class InvalidVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidVersionException(String message) {
        super(message, null, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
