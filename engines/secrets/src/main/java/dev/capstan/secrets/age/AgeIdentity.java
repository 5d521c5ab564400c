package dev.capstan.secrets.age;

import java.util.Optional;

/** A private key that opens files. Prints nothing of itself. */
public sealed interface AgeIdentity
        permits X25519Identity, HybridIdentity, SshEd25519Identity, SshRsaIdentity, ScryptIdentity {
    /**
     * Decrypts the key of a file; empty when the stanza is not for this identity.
     *
     * @throws AgeException when the stanza is malformed
     */
    Optional<byte[]> unwrap(Stanza stanza) throws AgeException;

    /** The recipient whose files it opens, as text; empty for a passphrase. */
    Optional<String> recipient();
}
