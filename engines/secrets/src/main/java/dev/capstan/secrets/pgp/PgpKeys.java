package dev.capstan.secrets.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** Private and public keys that were given, and none beside them. */
public final class PgpKeys {
    private static final int LARGEST_FILE = 16 << 20;
    /** The long id, below which strangers can make a key that has the same. */
    private static final int SHORTEST_ID = 16;
    /** Each is tried on a message that does not say for whom it is. */
    private static final int MOST_CANDIDATES = 100;

    private final List<PGPSecretKeyRing> secret;
    private final List<PGPPublicKeyRing> open;

    private PgpKeys(List<PGPSecretKeyRing> secret, List<PGPPublicKeyRing> open) {
        this.secret = List.copyOf(secret);
        this.open = List.copyOf(open);
    }

    /** No keys. */
    public static PgpKeys none() {
        return new PgpKeys(List.of(), List.of());
    }

    /**
     * These keys and those of a file, private and public ones, armored in any number of blocks or not.
     *
     * @param name of the file, for messages
     * @throws PgpException when something in it cannot be read
     */
    public PgpKeys and(String name, byte[] file) throws PgpException {
        if (file.length > LARGEST_FILE) {
            throw new PgpException(name + " has more than " + LARGEST_FILE + " bytes, which is no file of keys");
        }
        var moreSecret = new ArrayList<>(secret);
        var moreOpen = new ArrayList<>(open);
        try (var in = new ByteArrayInputStream(file)) {
            while (in.available() > 0) {
                var block = PGPUtil.getDecoderStream(in);
                var objects = new BcPGPObjectFactory(block);
                for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                    switch (object) {
                        case PGPSecretKeyRing ring -> moreSecret.add(ring);
                        case PGPPublicKeyRing ring -> moreOpen.add(ring);
                        default -> throw new PgpException(name + " holds something else than OpenPGP keys");
                    }
                }
                if (!(block instanceof ArmoredInputStream)) {
                    break;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new PgpException(name + " is not a file of OpenPGP keys, or it is damaged");
        }
        if (moreSecret.size() + moreOpen.size() == secret.size() + open.size()) {
            throw new PgpException(name + " holds no OpenPGP key");
        }
        return new PgpKeys(moreSecret, moreOpen);
    }

    /** Whether there is no private key. */
    boolean opensNothing() {
        return secret.isEmpty();
    }

    /** The private keys that a message may be for: those with the id, or all when the message does not say. */
    List<PGPSecretKey> candidates(long keyId) {
        return secret.stream()
                .flatMap(ring -> keyId == 0 ? all(ring) : Stream.ofNullable(ring.getSecretKey(keyId)))
                .filter(key -> !key.isPrivateKeyEmpty())
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private static Stream<PGPSecretKey> all(PGPSecretKeyRing ring) {
        var keys = new ArrayList<PGPSecretKey>();
        ring.getSecretKeys().forEachRemaining(keys::add);
        return keys.stream();
    }

    /**
     * Unlocks a private key.
     *
     * @throws PgpException when it has a passphrase, or is damaged
     */
    static PGPPrivateKey unlocked(PGPSecretKey key) throws PgpException {
        // To try a passphrase, even an empty one, takes as much time and memory as the key says.
        if (key.getS2KUsage() != SecretKeyPacket.USAGE_NONE) {
            throw new PgpException("the private key " + shown(key.getKeyID()) + " has a passphrase; export it without");
        }
        try {
            return Objects.requireNonNull(key.extractPrivateKey(
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(new char[0])));
        } catch (PGPException | RuntimeException e) {
            throw new PgpException("the private key " + shown(key.getKeyID()) + " is damaged");
        }
    }

    static String shown(long keyId) {
        return String.format(Locale.ROOT, "%016X", keyId);
    }

    /** The public keys of the certificate that has a key with this fingerprint, or long id. */
    Optional<PgpCertificate> certificate(String fingerprint) {
        String wanted = fingerprint.replace("!", "").replace(" ", "").toUpperCase(Locale.ROOT);
        if (wanted.length() < SHORTEST_ID) {
            return Optional.empty();
        }
        var rings =
                Stream.concat(open.stream().map(PgpKeys::keys), secret.stream().map(PgpKeys::publicKeys));
        return rings.filter(
                        keys -> keys.stream().anyMatch(key -> fingerprint(key).endsWith(wanted)))
                .findFirst()
                .map(PgpCertificate::new);
    }

    private static List<PGPPublicKey> keys(PGPPublicKeyRing ring) {
        var keys = new ArrayList<PGPPublicKey>();
        ring.getPublicKeys().forEachRemaining(keys::add);
        return keys;
    }

    private static List<PGPPublicKey> publicKeys(PGPSecretKeyRing ring) {
        var keys = new ArrayList<PGPPublicKey>();
        ring.getPublicKeys().forEachRemaining(keys::add);
        return keys;
    }

    static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    }
}
