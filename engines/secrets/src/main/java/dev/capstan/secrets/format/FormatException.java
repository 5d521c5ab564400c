package dev.capstan.secrets.format;

/** A text is not of the format, or the format cannot hold a value. The message is for people and quotes no value. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
        super(message, null, false, false);
    }

    /** The message. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
