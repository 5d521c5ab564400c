package dev.capstan.oci.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A public key that signatures are verified with: one that {@code cosign generate-key-pair} wrote, that of a certificate for an identity,
 * or that of a log. It is ECDSA on P-256 or P-384, RSA of 2048 bits or more, or Ed25519.
 *
 * @param name for messages
 */
public record CosignKey(String name, PublicKey key) {
    private static final int SHORTEST_RSA = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    /** Reads a key in PEM; empty for everything that is not exactly one of a kind that is trusted here. */
    public static Optional<CosignKey> parse(String name, byte[] pem) {
        var match = PEM.matcher(new String(pem, StandardCharsets.US_ASCII).strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(match.group(1));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // padded wrongly
        }
        return ofDer(name, der);
    }

    /** Reads a key in DER (SubjectPublicKeyInfo); empty as for {@link #parse}. */
    public static Optional<CosignKey> ofDer(String name, byte[] der) {
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return of(name, KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
            } catch (GeneralSecurityException e) {
                // It is a key of another algorithm, or of none: the next one is asked.
            }
        }
        return Optional.empty();
    }

    /** A key; empty for one of a kind that is not trusted here. */
    public static Optional<CosignKey> of(String name, PublicKey key) {
        return algorithms(key).isEmpty() ? Optional.empty() : Optional.of(new CosignKey(name, key));
    }

    /** Whether the signature over the text was made with the private key that belongs to this one. */
    public boolean verifies(byte[] text, byte[] signature) {
        return algorithms(key).stream().anyMatch(algorithm -> verifies(algorithm, text, signature));
    }

    private boolean verifies(String algorithm, byte[] text, byte[] signature) {
        try {
            var verification = Signature.getInstance(algorithm);
            verification.initVerify(key);
            verification.update(text);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // the signature is not even of the right form
        }
    }

    /** P-384 is signed over SHA-256 by older versions, and over SHA-384 by newer ones. */
    private static List<String> algorithms(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec ->
                switch (ec.getParams().getOrder().bitLength()) {
                    case 256 -> List.of("SHA256withECDSA");
                    case 384 -> List.of("SHA384withECDSA", "SHA256withECDSA");
                    default -> List.of();
                };
            case RSAPublicKey rsa ->
                rsa.getModulus().bitLength() >= SHORTEST_RSA ? List.of("SHA256withRSA") : List.of();
            case EdECPublicKey _ -> List.of("Ed25519");
            default -> List.of();
        };
    }
}
