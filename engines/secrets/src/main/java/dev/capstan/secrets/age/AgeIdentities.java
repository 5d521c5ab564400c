package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads and makes private keys. */
public final class AgeIdentities {
    private static final int LARGEST_FILE = 1 << 20;
    /** Each is tried on each file. */
    private static final int MOST_IDENTITIES = 1_000;

    private AgeIdentities() {}

    /**
     * Reads a file of identities: one a line, or a private key of SSH, or either of them encrypted with a passphrase by age.
     *
     * @param name of the file, for messages
     * @param passphrase is asked only for an encrypted file; what it gives is cleared; empty when there is nobody to ask
     * @throws AgeException when something in it is not an identity; nothing of it is quoted
     */
    public static List<AgeIdentity> read(String name, byte[] file, Supplier<byte[]> passphrase) throws AgeException {
        if (file.length > LARGEST_FILE) {
            throw new AgeException(name + " has more than " + LARGEST_FILE + " bytes, which is no file of keys");
        }
        if (!AgeFile.isOne(file)) {
            return plain(name, file);
        }
        byte[] secret = passphrase.get();
        if (secret.length == 0) { // to try it would take as long, and as much memory, as to try a right one
            throw new AgeException(name + " is encrypted with a passphrase, and none is given");
        }
        try {
            byte[] decrypted = AgeFile.decrypt(file, List.of(new ScryptIdentity(secret)));
            return plain(name, decrypted);
        } catch (AgeException e) {
            throw new AgeException(name + " cannot be opened: " + e.problem());
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static List<AgeIdentity> plain(String name, byte[] file) throws AgeException {
        if (SshPrivateKey.isOne(file)) {
            return List.of(SshPrivateKey.read(name, file));
        }
        var identities = new ArrayList<AgeIdentity>();
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
                for (String word : lines[i].strip().split("\\s+")) {
                    if (identities.size() == MOST_IDENTITIES) {
                        throw new AgeException(name + " has more than " + MOST_IDENTITIES + " keys");
                    }
                    identities.add(parse(name + ", line " + (i + 1), word));
                }
            }
        }
        return List.copyOf(identities);
    }

    /**
     * Reads one identity: {@code AGE-SECRET-KEY-1…} or {@code AGE-SECRET-KEY-PQ-1…}.
     *
     * @param place for messages
     * @throws AgeException for everything else, which is not quoted; a plugin is a program, and none is started
     */
    public static AgeIdentity parse(String place, String text) throws AgeException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("age-plugin-")) {
            throw new AgeException(
                    place + ": it belongs to a plugin of age, which is a program, and none is started here");
        }
        try {
            Bech32.Decoded decoded = Bech32.decode(text);
            return switch (decoded.prefix()) {
                case X25519Identity.PREFIX -> new X25519Identity(decoded.bytes());
                case HybridIdentity.PREFIX -> new HybridIdentity(decoded.bytes());
                default -> throw new AgeException("it does not begin with AGE-SECRET-KEY-");
            };
        } catch (AgeException e) {
            throw new AgeException(place + ": this is not a private key of age: " + e.problem());
        }
    }

    /** A new private key, as text, with its recipient. */
    public record Generated(String secretKey, String recipient) {
        @Override
        public String toString() {
            return "Generated[" + recipient + "]";
        }
    }

    /** Makes a private key of age. */
    public static Generated generate(SecureRandom random) {
        byte[] scalar = new byte[Primitives.KEY];
        random.nextBytes(scalar);
        return new Generated(
                Bech32.encode(X25519Identity.PREFIX, scalar).toUpperCase(Locale.ROOT),
                Bech32.encode(X25519Recipient.PREFIX, Primitives.x25519(scalar)));
    }

    /** Makes a private key of age that withstands quantum computers as well. */
    public static Generated generatePostQuantum(SecureRandom random) {
        byte[] seed = new byte[HybridKem.SEED];
        random.nextBytes(seed);
        return new Generated(
                Bech32.encode(HybridIdentity.PREFIX, seed).toUpperCase(Locale.ROOT),
                Bech32.encode(HybridRecipient.PREFIX, HybridKem.keyPair(seed).publicKey()));
    }
}
