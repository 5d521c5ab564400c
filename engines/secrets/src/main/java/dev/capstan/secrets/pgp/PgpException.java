package dev.capstan.secrets.pgp;

/** A key or message of OpenPGP cannot be used. The message is for people; it quotes no secret. */
public final class PgpException extends Exception {
    private static final long serialVersionUID = 1L;

    PgpException(String message) {
        super(message, null, false, false);
    }

    /** The message. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
