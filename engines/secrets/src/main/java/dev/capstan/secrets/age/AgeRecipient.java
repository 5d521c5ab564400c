package dev.capstan.secrets.age;

import java.security.SecureRandom;

/** Whom a file is for. */
public sealed interface AgeRecipient
        permits X25519Recipient, HybridRecipient, SshEd25519Recipient, SshRsaRecipient, ScryptRecipient {
    /** Encrypts the key of a file. */
    Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException;

    /** Whether others may be recipients of the same file: some would lose what they promise. */
    default boolean goesWith(AgeRecipient other) {
        return getClass() == other.getClass() || !(this instanceof HybridRecipient || other instanceof HybridRecipient);
    }

    /**
     * Reads a recipient: {@code age1…}, {@code age1pq1…}, {@code ssh-ed25519 …} or {@code ssh-rsa …}.
     *
     * @throws AgeException for everything else; recipients of plugins are refused, as a plugin is a program to start
     */
    static AgeRecipient parse(String text) throws AgeException {
        String recipient = text.strip();
        if (recipient.startsWith("ssh-")) {
            return SshPublicKey.parse(recipient).recipient();
        }
        if (recipient.startsWith(HybridRecipient.PREFIX + "1")) {
            return new HybridRecipient(bytes(recipient, HybridRecipient.PREFIX));
        }
        if (recipient.startsWith("age1") && recipient.indexOf('1', 4) >= 0) {
            throw new AgeException("the recipient " + recipient
                    + " belongs to a plugin, which is a program, and none is started here");
        }
        if (recipient.startsWith("age1")) {
            return new X25519Recipient(bytes(recipient, X25519Recipient.PREFIX));
        }
        throw new AgeException("it is not a recipient of age; one begins with age1, ssh-ed25519 or ssh-rsa");
    }

    private static byte[] bytes(String recipient, String prefix) throws AgeException {
        Bech32.Decoded decoded;
        try {
            decoded = Bech32.decode(recipient);
        } catch (AgeException e) {
            throw new AgeException("the recipient " + recipient + " is malformed: " + e.problem());
        }
        if (!decoded.prefix().equals(prefix)) {
            throw new AgeException("the recipient " + recipient + " is malformed");
        }
        return decoded.bytes();
    }
}
