package dev.capstan.secrets.age;

import java.security.SecureRandom;
import java.util.List;

/** The holder of an Ed25519 key of SSH. */
final class SshEd25519Recipient implements AgeRecipient {
    static final String LABEL = "age-encryption.org/v1/ssh-ed25519";

    private final SshPublicKey.Ed25519 key;
    private final byte[] point;

    SshEd25519Recipient(SshPublicKey.Ed25519 key) throws AgeException {
        this.key = key;
        this.point = Edwards.montgomery(key.point());
    }

    /** What ties the secret to this SSH key. */
    static byte[] tweak(SshPublicKey key) {
        return Primitives.derived(new byte[0], key.wire(), LABEL);
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException {
        byte[] scalar = new byte[Primitives.KEY];
        random.nextBytes(scalar);
        byte[] share = Primitives.x25519(scalar);
        byte[] secret = Primitives.x25519(tweak(key), Primitives.x25519(scalar, point));
        if (Primitives.isZero(secret)) {
            throw new AgeException("the SSH key is a point of low order, which keeps no secret");
        }
        byte[] wrapKey = Primitives.derived(secret, Primitives.joined(share, point), LABEL);
        return new Stanza(
                SshPublicKey.ED25519, List.of(key.tag(), Stanza.encoded(share)), Primitives.sealed(wrapKey, fileKey));
    }

    @Override
    public String toString() {
        return key.line();
    }
}
