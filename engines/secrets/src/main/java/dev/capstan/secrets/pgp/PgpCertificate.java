package dev.capstan.secrets.pgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** A primary key with its subkeys, of which one encrypts. */
final class PgpCertificate {
    private static final int ENCRYPTS = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

    private final List<PGPPublicKey> keys;

    /** @param keys the primary one first */
    PgpCertificate(List<PGPPublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * The key to encrypt with: the newest subkey that is for encryption and counts now, else the primary key.
     *
     * @param fingerprint with {@code !} at its end, exactly that key is taken
     * @throws PgpException when there is none
     */
    PGPPublicKey encryptionKey(String fingerprint, Instant now) throws PgpException {
        if (fingerprint.endsWith("!")) {
            String wanted = fingerprint.substring(0, fingerprint.length() - 1).toUpperCase(Locale.ROOT);
            return keys.stream()
                    .filter(key -> PgpKeys.fingerprint(key).endsWith(wanted))
                    .filter(key -> encrypts(key, now))
                    .findFirst()
                    .orElseThrow(() -> new PgpException("the OpenPGP key " + fingerprint
                            + " is not one for encryption, or it has expired or was revoked"));
        }
        return keys.stream()
                .skip(1)
                .filter(key -> encrypts(key, now))
                .max(Comparator.comparing(PGPPublicKey::getCreationTime))
                .or(() -> Optional.of(keys.getFirst()).filter(key -> encrypts(key, now)))
                .orElseThrow(() -> new PgpException(
                        "the OpenPGP key " + fingerprint + " has no subkey for encryption that is valid now"));
    }

    private boolean encrypts(PGPPublicKey key, Instant now) {
        PGPPublicKey primary = keys.getFirst();
        return key.isEncryptionKey()
                && description(primary)
                        .filter(signature -> !isExpired(primary, signature, now))
                        .isPresent()
                && !isRevoked(primary, PGPSignature.KEY_REVOCATION)
                && !isRevoked(key, PGPSignature.SUBKEY_REVOCATION)
                && description(key)
                        .filter(signature -> isFor(signature) && !isExpired(key, signature, now))
                        .isPresent();
    }

    private boolean isRevoked(PGPPublicKey key, int type) {
        return signatures(key).stream()
                .anyMatch(signature -> signature.getSignatureType() == type && holds(signature, key));
    }

    /** The newest signature of the primary key that says what the key is for. */
    private Optional<PGPSignature> description(PGPPublicKey key) {
        return signatures(key).stream()
                .filter(signature -> signature.getSignatureType() == PGPSignature.SUBKEY_BINDING
                        || key.isMasterKey() && signature.isCertification())
                .filter(signature -> holds(signature, key))
                .max(Comparator.comparing(PGPSignature::getCreationTime));
    }

    private static List<PGPSignature> signatures(PGPPublicKey key) {
        var signatures = new ArrayList<PGPSignature>();
        key.getSignatures().forEachRemaining(signatures::add);
        return signatures;
    }

    private boolean holds(PGPSignature signature, PGPPublicKey key) {
        PGPPublicKey primary = keys.getFirst();
        if (signature.getKeyID() != primary.getKeyID()) {
            return false;
        }
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), primary);
            if (!key.isMasterKey()) {
                return signature.verifyCertification(primary, key);
            }
            if (signature.getSignatureType() == PGPSignature.KEY_REVOCATION) {
                return signature.verifyCertification(primary);
            }
            var users = new ArrayList<String>();
            primary.getUserIDs().forEachRemaining(users::add);
            for (String user : users) {
                signature.init(new BcPGPContentVerifierBuilderProvider(), primary);
                if (signature.verifyCertification(user, primary)) {
                    return true;
                }
            }
            return false;
        } catch (PGPException | RuntimeException e) {
            return false; // made with something that is not known, so it proves nothing
        }
    }

    /** A key without flags, of an old program, is for everything that it can do. */
    private static boolean isFor(PGPSignature signature) {
        var said = signature.getHashedSubPackets();
        return !said.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS) || (said.getKeyFlags() & ENCRYPTS) != 0;
    }

    private static boolean isExpired(PGPPublicKey key, PGPSignature signature, Instant now) {
        long seconds = signature.getHashedSubPackets().getKeyExpirationTime();
        return seconds > 0
                && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
    }
}
