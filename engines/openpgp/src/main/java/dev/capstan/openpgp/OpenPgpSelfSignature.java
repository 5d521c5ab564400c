package dev.capstan.openpgp;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;

/**
 * Which signatures on keys hold. Only a signature that holds says anything, except for a revocation whose algorithm is not known
 * here: it counts, because nobody can tell that it does not.
 */
final class OpenPgpSelfSignature {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private OpenPgpSelfSignature() {}

    /** Starts a verification by the key. */
    static void init(PGPSignature signature, PGPPublicKey key) throws PGPException {
        signature.init(new JcaPGPContentVerifierBuilderProvider().setProvider(PROVIDER), key);
    }

    /** Whether it is a description of the primary key by itself. */
    static boolean describes(PGPSignature signature, PGPPublicKey primary) {
        return signature.getSignatureType() == PGPSignature.DIRECT_KEY
                && holds(signature, primary, () -> signature.verifyCertification(primary));
    }

    /** Whether the primary key certifies, or revokes, the user id. */
    static boolean concerns(PGPSignature signature, PGPPublicKey primary, byte[] user) {
        var isOnUser =
                signature.isCertification() || signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION;
        return isOnUser && holds(signature, primary, () -> signature.verifyCertification(user, primary));
    }

    /** Whether the primary key binds the subkey. */
    static boolean binds(PGPSignature signature, PGPPublicKey primary, PGPPublicKey subkey) {
        return signature.getSignatureType() == PGPSignature.SUBKEY_BINDING
                && holds(signature, primary, () -> signature.verifyCertification(primary, subkey));
    }

    /** Whether the subkey itself says, within its binding, that it belongs to the primary key. */
    static boolean isCrossCertified(PGPSignature binding, PGPPublicKey primary, PGPPublicKey subkey) {
        return embeddedIn(binding).stream()
                .filter(signature -> signature.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING)
                .anyMatch(signature -> holds(signature, subkey, () -> signature.verifyCertification(primary, subkey)));
    }

    /**
     * Whether the revocation, made by the revoker, is one of the key.
     *
     * @param revoker the primary key, or one that it designated
     * @param key the primary key or one of its subkeys
     */
    static boolean revokes(PGPSignature revocation, PGPPublicKey revoker, PGPPublicKey primary, PGPPublicKey key) {
        if (revocation.getKeyID() != revoker.getKeyID()) {
            return false;
        }
        try {
            init(revocation, revoker);
            return key.getKeyID() == primary.getKeyID()
                    ? revocation.verifyCertification(primary)
                    : revocation.verifyCertification(primary, key);
        } catch (PGPException | RuntimeException e) {
            return true; // nobody can tell, see above
        }
    }

    /** The newest that has not expired itself; of two of one second a revocation. */
    static Optional<PGPSignature> newest(List<PGPSignature> signatures, Instant now) {
        return signatures.stream()
                .filter(signature -> !isExpired(signature, now))
                .max(Comparator.comparing(PGPSignature::getCreationTime)
                        .thenComparing(
                                signature -> signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION));
    }

    /** Whether the signature itself was made for a time that is over. */
    static boolean isExpired(PGPSignature signature, Instant now) {
        long lifetime = signature.getHashedSubPackets().getSignatureExpirationTime();
        return lifetime > 0
                && signature.getCreationTime().toInstant().plusSeconds(lifetime).isBefore(now);
    }

    /** Whether a key of this fingerprint has this key id. */
    static boolean isKeyId(byte[] fingerprint, long keyId) {
        var id = ByteBuffer.allocate(Long.BYTES).putLong(keyId).array();
        return fingerprint.length >= Long.BYTES
                && Arrays.equals(
                        id, Arrays.copyOfRange(fingerprint, fingerprint.length - Long.BYTES, fingerprint.length));
    }

    private static List<PGPSignature> embeddedIn(PGPSignature binding) {
        try {
            var embedded = new ArrayList<PGPSignature>();
            binding.getHashedSubPackets().getEmbeddedSignatures().forEach(embedded::add);
            binding.getUnhashedSubPackets().getEmbeddedSignatures().forEach(embedded::add);
            return embedded;
        } catch (PGPException | RuntimeException e) {
            return List.of(); // what cannot be read certifies nothing
        }
    }

    private interface Verification {
        boolean run() throws PGPException;
    }

    private static boolean holds(PGPSignature signature, PGPPublicKey key, Verification verification) {
        if (signature.getHashAlgorithm() == HashAlgorithmTags.MD5) {
            return false;
        }
        try {
            init(signature, key);
            return verification.run();
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }
}
