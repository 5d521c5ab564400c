package dev.capstan.secrets.cipher;

/** A value cannot be decrypted; the message says why and quotes nothing. */
public final class UndecryptableException extends Exception {
    private static final long serialVersionUID = 1L;

    UndecryptableException(String message) {
        super(message, null, false, false);
    }
}
