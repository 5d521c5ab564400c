package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whole files in memory. */
public final class AgeFile {
    private static final String PAYLOAD = "payload";
    private static final int NONCE = 16;
    /** Each may take a tenth of a millisecond. */
    private static final int MOST_TRIES = 10_000;

    private AgeFile() {}

    /**
     * Encrypts for recipients.
     *
     * @throws AgeException when one cannot be encrypted for, or they do not go together
     */
    public static byte[] encrypt(byte[] plain, List<AgeRecipient> recipients, SecureRandom random) throws AgeException {
        if (recipients.isEmpty()) {
            throw new AgeException("there is no recipient");
        }
        boolean hasPassphrase = recipients.stream().anyMatch(ScryptRecipient.class::isInstance);
        if (recipients.size() > 1
                && (hasPassphrase || !recipients.stream().allMatch(recipients.getFirst()::goesWith))) {
            throw new AgeException("a passphrase stands alone, and post-quantum recipients go with their kind only");
        }
        byte[] fileKey = new byte[FileKey.SIZE];
        random.nextBytes(fileKey);
        var stanzas = new ArrayList<Stanza>();
        for (AgeRecipient recipient : recipients) {
            stanzas.add(recipient.wrap(fileKey, random));
        }
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] payload = AgePayload.encrypt(Primitives.derived(fileKey, nonce, PAYLOAD), plain);
        byte[] file = Primitives.joined(AgeHeader.write(stanzas, fileKey), nonce, payload);
        Arrays.fill(fileKey, (byte) 0);
        return file;
    }

    /** As {@link #encrypt}, as text. */
    public static String encryptArmored(byte[] plain, List<AgeRecipient> recipients, SecureRandom random)
            throws AgeException {
        return AgeArmor.encode(encrypt(plain, recipients, random));
    }

    /** Whether a text is an armored file of age, or bytes are a file of age. */
    public static boolean isOne(byte[] file) {
        return AgeArmor.isArmored(file)
                || new String(file, 0, Math.min(file.length, 22), StandardCharsets.ISO_8859_1)
                        .startsWith("age-encryption.org/v1");
    }

    /**
     * Decrypts a file, armored or not.
     *
     * @throws AgeException when it is damaged, or no identity opens it
     */
    public static byte[] decrypt(byte[] file, List<? extends AgeIdentity> identities) throws AgeException {
        byte[] bytes = AgeArmor.isArmored(file) ? AgeArmor.decode(file) : file;
        AgeHeader header = AgeHeader.read(bytes);
        byte[] fileKey = fileKey(header, identities);
        if (!header.isOf(fileKey)) {
            throw new AgeException("its header was changed");
        }
        int payload = header.size() + NONCE;
        if (bytes.length < payload) {
            throw new AgeException("it is cut short");
        }
        byte[] nonce = Arrays.copyOfRange(bytes, header.size(), payload);
        byte[] key = Primitives.derived(fileKey, nonce, PAYLOAD);
        Arrays.fill(fileKey, (byte) 0);
        return AgePayload.decrypt(key, bytes, payload);
    }

    private static byte[] fileKey(AgeHeader header, List<? extends AgeIdentity> identities) throws AgeException {
        boolean hasPassphrase =
                header.stanzas().stream().anyMatch(it -> it.type().equals(ScryptRecipient.TYPE));
        if (hasPassphrase && header.stanzas().size() > 1) {
            throw new AgeException("its header has a passphrase beside other recipients, which is not allowed");
        }
        if ((long) identities.size() * header.stanzas().size() > MOST_TRIES) {
            throw new AgeException("to try " + identities.size() + " identities on "
                    + header.stanzas().size() + " recipients is more than " + MOST_TRIES
                    + " tries, which is the limit");
        }
        for (AgeIdentity identity : identities) {
            for (Stanza stanza : header.stanzas()) {
                Optional<byte[]> key = identity.unwrap(stanza);
                if (key.isPresent()) {
                    return key.get();
                }
            }
        }
        throw new AgeException(
                identities.isEmpty()
                        ? "there is no identity of age to open it with"
                        : hasPassphrase
                                ? "the passphrase is not the right one"
                                : "none of the " + identities.size() + " identities of age that are given opens it");
    }
}
