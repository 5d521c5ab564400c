package dev.capstan.notification.receiver;

import dev.capstan.notification.signature.HmacSignature;
import dev.capstan.runtime.secret.SecretValues;

/** The token of a Receiver. It is made for one use and never printed. */
public final class ReceiverToken {
    private final byte[] stored;
    private final byte[] line;

    /**
     * A token.
     *
     * @param stored the value as it is stored; must not be empty, also without a line end: an empty one makes no signature valid
     */
    public ReceiverToken(byte[] stored) {
        this.stored = stored.clone();
        this.line = SecretValues.withoutLineEnd(stored);
    }

    /** The value as it is stored: the paths of webhooks are made of it, in the peer as here. */
    byte[] stored() {
        return stored.clone();
    }

    /**
     * Whether a signature over a body was made with this token: without the line end that {@code echo} leaves in a Secret, or as it is stored,
     * since a sender may read the same Secret.
     */
    boolean hasSigned(byte[] body, String signature) {
        return line.length > 0
                && (HmacSignature.isValid(signature, line, body) || HmacSignature.isValid(signature, stored, body));
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "ReceiverToken";
    }
}
