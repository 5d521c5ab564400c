package dev.capstan.git.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;

/** Detached OpenPGP signatures. Weak hashes, expired or revoked keys and expired signatures do not count. */
final class OpenPgpSignature {
    private static final Set<Integer> WEAK_HASHES =
            Set.of(HashAlgorithmTags.MD5, HashAlgorithmTags.SHA1, HashAlgorithmTags.RIPEMD160, HashAlgorithmTags.MD2);
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private OpenPgpSignature() {}

    static SignatureCheck check(String armored, byte[] payload, List<PGPPublicKeyRing> trusted) {
        try {
            var signature = single(armored);
            var id = String.format(Locale.ROOT, "%016X", signature.getKeyID());
            for (var ring : trusted) {
                var key = ring.getPublicKey(signature.getKeyID());
                if (key != null) {
                    return check(signature, payload, ring, key, id);
                }
            }
            return invalid("it was made by the OpenPGP key " + id + ", which is not among the trusted keys");
        } catch (IOException | PGPException | RuntimeException e) {
            return invalid("the OpenPGP signature cannot be read");
        }
    }

    private static PGPSignature single(String armored) throws IOException {
        try (var in =
                PGPUtil.getDecoderStream(new ByteArrayInputStream(armored.getBytes(StandardCharsets.ISO_8859_1)))) {
            if (new JcaPGPObjectFactory(in).nextObject() instanceof PGPSignatureList list && list.size() == 1) {
                return list.get(0);
            }
            throw new IOException("not exactly one signature");
        }
    }

    private static SignatureCheck check(
            PGPSignature signature, byte[] payload, PGPPublicKeyRing ring, PGPPublicKey key, String id)
            throws PGPException {
        var now = Instant.now();
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT
                && signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return invalid("the OpenPGP signature is not one of a document");
        }
        if (WEAK_HASHES.contains(signature.getHashAlgorithm())) {
            return invalid("the OpenPGP signature uses a weak hash");
        }
        if (key.hasRevocation() || ring.getPublicKey().hasRevocation()) {
            return invalid("the OpenPGP key " + id + " is revoked");
        }
        if (isExpired(key, now) || isExpired(ring.getPublicKey(), now)) {
            return invalid("the OpenPGP key " + id + " has expired");
        }
        long lifetime = signature.getHashedSubPackets().getSignatureExpirationTime();
        if (lifetime > 0
                && signature.getCreationTime().toInstant().plusSeconds(lifetime).isBefore(now)) {
            return invalid("the OpenPGP signature has expired");
        }
        signature.init(new JcaPGPContentVerifierBuilderProvider().setProvider(PROVIDER), key);
        signature.update(payload);
        return signature.verify()
                ? new SignatureCheck.Valid(id)
                : invalid("the OpenPGP signature of key " + id + " does not fit the content");
    }

    private static boolean isExpired(PGPPublicKey key, Instant now) {
        long valid = key.getValidSeconds();
        return valid > 0
                && key.getCreationTime()
                        .toInstant()
                        .plus(Duration.ofSeconds(valid))
                        .isBefore(now);
    }

    private static SignatureCheck invalid(String why) {
        return new SignatureCheck.Invalid(why);
    }
}
