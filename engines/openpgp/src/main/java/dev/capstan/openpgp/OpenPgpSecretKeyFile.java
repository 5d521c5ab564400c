package dev.capstan.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** A file with one private key. Messages hold nothing of the key or the passphrase. */
final class OpenPgpSecretKeyFile {
    private static final int LARGEST = 1 << 20;
    /** Of Argon2, as powers of two of KiB: 256 MiB. The key says how much is needed, and the key is somebody else's. */
    private static final int MOST_MEMORY = 18;

    private static final int MOST_PASSES = 16;

    private OpenPgpSecretKeyFile() {}

    /**
     * Reads it.
     *
     * @throws IOException with a message for people
     */
    static PGPSecretKeyRing read(byte[] file) throws IOException {
        if (file.length > LARGEST) {
            throw new IOException("it has more than " + LARGEST + " bytes, which is no file of one key");
        }
        var rings = rings(file);
        if (rings.size() != 1) {
            throw new IOException("it must hold exactly one OpenPGP private key, and holds "
                    + (rings.isEmpty() ? "none" : rings.size()));
        }
        return rings.getFirst();
    }

    private static List<PGPSecretKeyRing> rings(byte[] file) throws IOException {
        var rings = new ArrayList<PGPSecretKeyRing>();
        var isOnlyPublic = false;
        try (var in = new ByteArrayInputStream(file)) {
            while (in.available() > 0) {
                var block = PGPUtil.getDecoderStream(in);
                var objects = new BcPGPObjectFactory(block);
                for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                    switch (object) {
                        case PGPSecretKeyRing ring -> rings.add(ring);
                        case PGPPublicKeyRing _ -> isOnlyPublic = true;
                        case PGPMarker _ -> {}
                        default -> throw new IOException("an unexpected packet");
                    }
                }
                if (!(block instanceof ArmoredInputStream)) {
                    break;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException("it is not an OpenPGP private key, or it is damaged", e);
        }
        if (rings.isEmpty() && isOnlyPublic) {
            throw new IOException("it is a public key, and a private key is needed to sign");
        }
        return rings;
    }

    /**
     * Unlocks a private key.
     *
     * @throws IOException with a message for people
     */
    static PGPPrivateKey unlocked(PGPSecretKey key, Optional<String> passphrase) throws IOException {
        var id = OpenPgpCertificate.shown(key.getKeyID());
        var isLocked = key.getS2KUsage() != SecretKeyPacket.USAGE_NONE;
        if (isLocked && passphrase.filter(text -> !text.isEmpty()).isEmpty()) {
            throw new IOException("the OpenPGP private key " + id + " has a passphrase, and none is given");
        }
        if (isLocked) {
            requireAffordable(key.getS2K(), id);
        }
        try {
            var decryptor = new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                    .build(isLocked ? passphrase.orElse("").toCharArray() : new char[0]);
            return Objects.requireNonNull(key.extractPrivateKey(decryptor));
        } catch (PGPException | RuntimeException e) {
            throw new IOException(
                    isLocked
                            ? "the OpenPGP private key " + id + " cannot be opened with the passphrase"
                            : "the OpenPGP private key " + id + " is damaged",
                    e);
        }
    }

    private static void requireAffordable(S2K derivation, String id) throws IOException {
        var isArgon2 = derivation.getType() == S2K.ARGON_2;
        if (isArgon2 && (derivation.getMemorySizeExponent() > MOST_MEMORY || derivation.getPasses() > MOST_PASSES)) {
            throw new IOException("the passphrase of the OpenPGP private key " + id
                    + " takes too much time or memory to try; set it again with less than 256 MiB and 16 passes");
        }
    }
}
