package dev.capstan.secrets.age;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** A public key of SSH. */
sealed interface SshPublicKey {
    String ED25519 = "ssh-ed25519";
    String RSA = "ssh-rsa";

    /** The key in the notation of SSH. */
    byte[] wire();

    /** By what a file names it. */
    default String tag() {
        return Stanza.encoded(Arrays.copyOf(Primitives.sha256(wire()), 4));
    }

    /** Encrypts for it. */
    AgeRecipient recipient() throws AgeException;

    /** A point of Edwards25519. */
    record Ed25519(byte[] point) implements SshPublicKey {
        @Override
        public byte[] wire() {
            return Primitives.joined(SshWire.field(ED25519), SshWire.field(point));
        }

        @Override
        public AgeRecipient recipient() throws AgeException {
            return new SshEd25519Recipient(this);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ed25519 that && Arrays.equals(point, that.point);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(point);
        }
    }

    /** A key of RSA. */
    record Rsa(BigInteger exponent, BigInteger modulus) implements SshPublicKey {
        @Override
        public byte[] wire() {
            return Primitives.joined(
                    SshWire.field(RSA), SshWire.field(exponent.toByteArray()), SshWire.field(modulus.toByteArray()));
        }

        @Override
        public AgeRecipient recipient() throws AgeException {
            return new SshRsaRecipient(this);
        }
    }

    /** The key as a line of {@code authorized_keys}. */
    default String line() {
        String type = this instanceof Ed25519 ? ED25519 : RSA;
        return type + " " + Base64.getEncoder().encodeToString(wire());
    }

    /** Reads a line of {@code authorized_keys}; a comment does not count. */
    static SshPublicKey parse(String line) throws AgeException {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw SshWire.damaged();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException e) {
            throw SshWire.damaged();
        }
        var wire = new SshWire(bytes);
        if (!wire.text().equals(words[0])) {
            throw SshWire.damaged();
        }
        return read(words[0], wire);
    }

    /** Reads the fields after the type. */
    static SshPublicKey read(String type, SshWire wire) throws AgeException {
        return switch (type) {
            case ED25519 -> new Ed25519(point(wire.bytes()));
            case RSA -> rsa(wire.integer(), wire.integer());
            default ->
                throw new AgeException("SSH keys of the type " + type + " cannot be used; use ssh-ed25519 or ssh-rsa");
        };
    }

    private static byte[] point(byte[] point) throws AgeException {
        if (point.length != Primitives.KEY) {
            throw SshWire.damaged();
        }
        return point;
    }

    private static Rsa rsa(BigInteger exponent, BigInteger modulus) throws AgeException {
        if (exponent.signum() <= 0 || modulus.bitLength() < 2048 || modulus.bitLength() > 16_384) {
            throw new AgeException("the SSH key has " + modulus.bitLength() + " bits; RSA keys need 2048 to 16384");
        }
        return new Rsa(exponent, modulus);
    }
}
