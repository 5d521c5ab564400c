package dev.capstan.secrets.kms;

/** A key management service cannot be used. The message is for people; it holds no credentials and no key. */
public final class KmsException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message holds no credentials and no key */
    public KmsException(String message) {
        super(message, null, false, false);
    }

    /** The message. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
