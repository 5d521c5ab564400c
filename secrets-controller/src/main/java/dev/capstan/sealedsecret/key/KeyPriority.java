package dev.capstan.sealedsecret.key;

import java.time.Instant;

/** What tells which of two keys is newer. */
public enum KeyPriority {
    /** The begin of the certificate's validity. */
    CERT_NOT_BEFORE,
    /** When the Secret was created. */
    SECRET_CREATION_TIMESTAMP;

    Instant timeOf(UsableKey key) {
        return switch (this) {
            case CERT_NOT_BEFORE -> key.certificate().notBefore();
            case SECRET_CREATION_TIMESTAMP -> key.pair().createdAt();
        };
    }
}
