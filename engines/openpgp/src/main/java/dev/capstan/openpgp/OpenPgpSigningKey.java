package dev.capstan.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;

/** A private key that makes detached signatures. Shows nothing of the key. */
public final class OpenPgpSigningKey {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final PGPPrivateKey privateKey;
    private final PGPPublicKey publicKey;

    private OpenPgpSigningKey(PGPPrivateKey privateKey, PGPPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** What reading gives: the key, or why it cannot be used. */
    public sealed interface Parsed {
        record Key(OpenPgpSigningKey key) implements Parsed {}

        record Unusable(String why) implements Parsed {}
    }

    /**
     * Reads a file with exactly one private key, armored or not. As GnuPG does it, the newest subkey that may sign now is taken, else
     * the primary key.
     *
     * @param passphrase of the key; empty when it has none
     */
    public static Parsed parse(byte[] file, Optional<String> passphrase) {
        try {
            var key = chosen(OpenPgpSecretKeyFile.read(file), Instant.now());
            return new Parsed.Key(
                    new OpenPgpSigningKey(OpenPgpSecretKeyFile.unlocked(key, passphrase), key.getPublicKey()));
        } catch (IOException e) {
            return new Parsed.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static PGPSecretKey chosen(PGPSecretKeyRing ring, Instant now) throws IOException {
        var certificate = new OpenPgpCertificate(List.of(ring.toCertificate()), List.of(), _ -> Optional.empty());
        var present = new ArrayList<PGPSecretKey>();
        ring.getSecretKeys().forEachRemaining(present::add);
        present.removeIf(PGPSecretKey::isPrivateKeyEmpty);
        present.sort(Comparator.comparing(PGPSecretKey::isMasterKey)
                .thenComparing(key -> key.getPublicKey().getCreationTime(), Comparator.reverseOrder()));
        var objection = "its private part is not in the file";
        for (var key : present) {
            var problem = objection(certificate, key, now);
            if (problem.isEmpty()) {
                return key;
            }
            objection = problem.get();
        }
        throw new IOException("the OpenPGP key "
                + OpenPgpCertificate.shown(ring.getPublicKey().getKeyID()) + " cannot sign: " + objection);
    }

    private static Optional<String> objection(OpenPgpCertificate certificate, PGPSecretKey key, Instant now) {
        return key.isSigningKey()
                ? certificate.objection(key.getPublicKey(), now).map(OpenPgpObjection::why)
                : Optional.of(
                        "the OpenPGP key " + OpenPgpCertificate.shown(key.getKeyID()) + " is not one for signing");
    }

    /** The id of the key that signs, 16 hexadecimal digits; of a subkey where one does. */
    public String id() {
        return OpenPgpCertificate.shown(publicKey.getKeyID());
    }

    /**
     * Signs bytes as they are, with SHA-512.
     *
     * @return a detached signature, armored
     * @throws IOException when the key cannot do it
     */
    public String sign(byte[] payload) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var armored = new ArmoredOutputStream(bytes)) {
            armored.clearHeaders();
            signature(payload).encode(armored);
        } catch (PGPException | RuntimeException e) {
            throw new IOException("the OpenPGP key " + id() + " does not sign: " + e.getMessage(), e);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private PGPSignature signature(byte[] payload) throws PGPException {
        var builder = new JcaPGPContentSignerBuilder(publicKey.getAlgorithm(), HashAlgorithmTags.SHA512);
        var generator = new PGPSignatureGenerator(builder.setProvider(PROVIDER), publicKey);
        generator.init(PGPSignature.BINARY_DOCUMENT, privateKey);
        var hashed = new PGPSignatureSubpacketGenerator();
        hashed.setIssuerFingerprint(false, publicKey);
        generator.setHashedSubpackets(hashed.generate());
        generator.update(payload);
        return generator.generate();
    }

    @Override
    public String toString() {
        return "OpenPgpSigningKey[" + id() + "]";
    }
}
