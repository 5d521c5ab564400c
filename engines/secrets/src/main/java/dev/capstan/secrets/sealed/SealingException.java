package dev.capstan.secrets.sealed;

/** An object or a key cannot be used for sealing. The message is for people; it quotes no value and no key. */
public final class SealingException extends Exception {
    private static final long serialVersionUID = 1L;

    SealingException(String message) {
        super(message, null, false, false);
    }

    /** The message. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
