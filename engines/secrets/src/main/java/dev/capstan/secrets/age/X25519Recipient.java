package dev.capstan.secrets.age;

import java.security.SecureRandom;
import java.util.List;

/** A public key of age. */
final class X25519Recipient implements AgeRecipient {
    static final String PREFIX = "age";
    static final String TYPE = "X25519";
    static final String LABEL = "age-encryption.org/v1/X25519";

    private final byte[] point;

    X25519Recipient(byte[] point) throws AgeException {
        if (point.length != Primitives.KEY) {
            throw new AgeException("a recipient of age has " + Primitives.KEY + " bytes");
        }
        this.point = point.clone();
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException {
        byte[] scalar = new byte[Primitives.KEY];
        random.nextBytes(scalar);
        byte[] share = Primitives.x25519(scalar);
        byte[] secret = Primitives.x25519(scalar, point);
        if (Primitives.isZero(secret)) {
            throw new AgeException("the recipient is a point of low order, which keeps no secret");
        }
        byte[] key = Primitives.derived(secret, Primitives.joined(share, point), LABEL);
        return new Stanza(TYPE, List.of(Stanza.encoded(share)), Primitives.sealed(key, fileKey));
    }

    @Override
    public String toString() {
        return Bech32.encode(PREFIX, point);
    }
}
