package dev.capstan.secrets.age;

import java.util.Arrays;
import java.util.Optional;

/** An Ed25519 key of SSH. */
final class SshEd25519Identity implements AgeIdentity {
    private final SshPublicKey.Ed25519 key;
    private final byte[] scalar;
    private final byte[] point;

    /** @param seed the private half, 32 bytes */
    SshEd25519Identity(SshPublicKey.Ed25519 key, byte[] seed) {
        this.key = key;
        this.scalar = Arrays.copyOf(Primitives.digest("SHA-512", seed), Primitives.KEY);
        this.point = Primitives.x25519(scalar);
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.type().equals(SshPublicKey.ED25519)) {
            return Optional.empty();
        }
        byte[] share = stanza.argument(1, 2, Primitives.KEY);
        if (!stanza.arguments().getFirst().equals(key.tag())) {
            return Optional.empty();
        }
        byte[] secret = Primitives.x25519(SshEd25519Recipient.tweak(key), Primitives.x25519(scalar, share));
        if (Primitives.isZero(secret)) {
            throw new AgeException("its header is damaged: a share is a point of low order");
        }
        return FileKey.opened(
                Primitives.derived(secret, Primitives.joined(share, point), SshEd25519Recipient.LABEL), stanza);
    }

    @Override
    public Optional<String> recipient() {
        return Optional.of(key.line());
    }

    @Override
    public String toString() {
        return "SshEd25519Identity";
    }
}
