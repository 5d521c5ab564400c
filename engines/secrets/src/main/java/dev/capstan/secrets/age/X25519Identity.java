package dev.capstan.secrets.age;

import java.util.Arrays;
import java.util.Optional;

/** A private key of age. */
final class X25519Identity implements AgeIdentity {
    static final String PREFIX = "age-secret-key-";

    private final byte[] scalar;
    private final byte[] point;

    X25519Identity(byte[] scalar) throws AgeException {
        if (scalar.length != Primitives.KEY) {
            throw new AgeException("a private key of age has " + Primitives.KEY + " bytes");
        }
        this.scalar = scalar.clone();
        this.point = Primitives.x25519(scalar);
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.type().equals(X25519Recipient.TYPE)) {
            return Optional.empty();
        }
        byte[] share = stanza.argument(0, 1, Primitives.KEY);
        byte[] secret = Primitives.x25519(scalar, share);
        if (Primitives.isZero(secret)) {
            throw new AgeException("its header is damaged: a share is a point of low order");
        }
        byte[] key = Primitives.derived(secret, Primitives.joined(share, point), X25519Recipient.LABEL);
        Arrays.fill(secret, (byte) 0);
        return FileKey.opened(key, stanza);
    }

    @Override
    public Optional<String> recipient() {
        return Optional.of(Bech32.encode(X25519Recipient.PREFIX, point));
    }

    @Override
    public String toString() {
        return "X25519Identity";
    }
}
