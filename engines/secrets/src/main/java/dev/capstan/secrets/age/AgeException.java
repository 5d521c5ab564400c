package dev.capstan.secrets.age;

/** A file, key or recipient of age cannot be used. The message is for people; it quotes no secret. */
public final class AgeException extends Exception {
    private static final long serialVersionUID = 1L;

    AgeException(String message) {
        super(message, null, false, false);
    }

    /** The message. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
