package dev.capstan.secrets.age;

import java.security.SecureRandom;
import java.util.List;

/** A public key of age that withstands quantum computers as well. */
final class HybridRecipient implements AgeRecipient {
    static final String PREFIX = "age1pq";
    static final String TYPE = "mlkem768x25519";
    static final String INFO = "age-encryption.org/mlkem768x25519";

    private final byte[] publicKey;

    HybridRecipient(byte[] publicKey) throws AgeException {
        if (publicKey.length != HybridKem.PUBLIC_KEY) {
            throw new AgeException("a post-quantum recipient of age has " + HybridKem.PUBLIC_KEY + " bytes");
        }
        this.publicKey = publicKey.clone();
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException {
        HybridKem.Shared shared;
        try {
            shared = HybridKem.encapsulate(publicKey, random);
        } catch (IllegalArgumentException e) {
            throw new AgeException("the post-quantum recipient is malformed");
        }
        HybridKem.MessageKey key = HybridKem.messageKey(shared.secret(), INFO);
        return new Stanza(
                TYPE,
                List.of(Stanza.encoded(shared.share())),
                Primitives.seal(key.key(), key.nonce(), fileKey, 0, fileKey.length));
    }

    @Override
    public String toString() {
        return Bech32.encode(PREFIX, publicKey);
    }
}
