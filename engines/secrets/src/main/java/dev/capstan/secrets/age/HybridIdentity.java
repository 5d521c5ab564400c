package dev.capstan.secrets.age;

import java.util.Optional;

/** A private key of age that withstands quantum computers as well. */
final class HybridIdentity implements AgeIdentity {
    static final String PREFIX = "age-secret-key-pq-";

    private final HybridKem.KeyPair key;

    HybridIdentity(byte[] seed) throws AgeException {
        if (seed.length != HybridKem.SEED) {
            throw new AgeException("a post-quantum private key of age has " + HybridKem.SEED + " bytes");
        }
        this.key = HybridKem.keyPair(seed);
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.type().equals(HybridRecipient.TYPE)) {
            return Optional.empty();
        }
        byte[] share = stanza.argument(0, 1, HybridKem.SHARE);
        FileKey.requireSize(stanza);
        HybridKem.MessageKey message = HybridKem.messageKey(HybridKem.decapsulate(key, share), HybridRecipient.INFO);
        return Primitives.open(message.key(), message.nonce(), stanza.body(), 0, stanza.body().length);
    }

    @Override
    public Optional<String> recipient() {
        return Optional.of(Bech32.encode(HybridRecipient.PREFIX, key.publicKey()));
    }

    @Override
    public String toString() {
        return "HybridIdentity";
    }
}
