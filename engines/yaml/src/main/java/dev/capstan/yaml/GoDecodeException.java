package dev.capstan.yaml;

/** A text that a Go library cannot read, or not into the type that was asked for; the message is the library's. */
public final class GoDecodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GoDecodeException(String message) {
        super(message, null, false, false);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
