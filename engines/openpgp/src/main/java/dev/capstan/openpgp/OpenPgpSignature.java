package dev.capstan.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;

/** Detached OpenPGP signatures. Weak hashes, expired or revoked keys and expired signatures do not count. */
final class OpenPgpSignature {
    private static final Set<Integer> WEAK_HASHES =
            Set.of(HashAlgorithmTags.MD5, HashAlgorithmTags.SHA1, HashAlgorithmTags.RIPEMD160, HashAlgorithmTags.MD2);

    private OpenPgpSignature() {}

    static OpenPgpCheck check(String armored, byte[] payload, OpenPgpKeys trusted, Instant now) {
        try {
            var signature = single(armored);
            var holders = trusted.holding(signature.getKeyID());
            if (holders.isEmpty()) {
                return invalid(
                        OpenPgpFault.UNKNOWN_KEY,
                        signature,
                        "it was made by the OpenPGP key " + OpenPgpCertificate.shown(signature.getKeyID())
                                + ", which is not among the trusted keys");
            }
            var checks = new ArrayList<OpenPgpCheck>();
            for (var holder : holders) {
                checks.add(check(signature, payload, holder, now));
            }
            return checks.stream()
                    .filter(OpenPgpCheck.Valid.class::isInstance)
                    .findFirst()
                    .orElse(checks.getFirst());
        } catch (IOException | PGPException | RuntimeException e) {
            return new OpenPgpCheck.Invalid("the OpenPGP signature cannot be read", OpenPgpFault.BAD, "");
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

    private static OpenPgpCheck check(PGPSignature signature, byte[] payload, OpenPgpCertificate holder, Instant now)
            throws PGPException {
        var id = OpenPgpCertificate.shown(signature.getKeyID());
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT
                && signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return invalid(OpenPgpFault.BAD, signature, "the OpenPGP signature is not one of a document");
        }
        if (WEAK_HASHES.contains(signature.getHashAlgorithm())) {
            return invalid(OpenPgpFault.BAD, signature, "the OpenPGP signature uses a weak hash");
        }
        var key = holder.key(signature.getKeyID()).orElseThrow();
        var objection = holder.objection(key, now);
        if (objection.isPresent()) {
            return invalid(objection.get().fault(), signature, objection.get().why());
        }
        if (OpenPgpSelfSignature.isExpired(signature, now)) {
            return invalid(OpenPgpFault.EXPIRED_SIGNATURE, signature, "the OpenPGP signature has expired");
        }
        OpenPgpSelfSignature.init(signature, key);
        signature.update(payload);
        return signature.verify()
                ? new OpenPgpCheck.Valid(id)
                : invalid(
                        OpenPgpFault.BAD,
                        signature,
                        "the OpenPGP signature of key " + id + " does not fit the content");
    }

    private static OpenPgpCheck invalid(OpenPgpFault fault, PGPSignature signature, String why) {
        return new OpenPgpCheck.Invalid(why, fault, OpenPgpCertificate.shown(signature.getKeyID()));
    }
}
