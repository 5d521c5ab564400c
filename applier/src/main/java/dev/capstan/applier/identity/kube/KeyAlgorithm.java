package dev.capstan.applier.identity.kube;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** What a private key in PEM is for: the name of a curve's key says so, and what PKCS #8 wraps says it inside. */
final class KeyAlgorithm {
    private static final String EC = "EC";
    private static final String RSA = "RSA";

    private KeyAlgorithm() {}

    /** {@code EC} or {@code RSA}, for what the client library knows. */
    static String of(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return EC;
        }
        return pem.contains("BEGIN PRIVATE KEY") && isOfCurve(pem) ? EC : RSA;
    }

    private static boolean isOfCurve(String pem) {
        try {
            var content = pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----(.*?)-----END.*", "$1")
                    .replaceAll("\\s", "");
            var key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(content));
            return KeyFactory.getInstance(EC).generatePrivate(key) != null;
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            return false;
        }
    }
}
