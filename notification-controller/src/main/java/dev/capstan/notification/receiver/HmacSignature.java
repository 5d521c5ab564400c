package dev.capstan.notification.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of the form {@code sha256=<hex>} over a body. */
final class HmacSignature {
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");

    private HmacSignature() {}

    /**
     * Whether the signature was made with this token over this body. Takes the same time for every wrong signature of the right length. An
     * empty token makes no signature valid.
     */
    static boolean isValid(String signature, String token, byte[] body) {
        int equals = signature.indexOf('=');
        String algorithm = equals < 0 ? null : ALGORITHMS.get(signature.substring(0, equals));
        if (algorithm == null || token.isEmpty()) {
            return false;
        }
        byte[] given;
        try {
            given = HexFormat.of().parseHex(signature.substring(equals + 1));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
        return MessageDigest.isEqual(given, mac(algorithm, token, body));
    }

    private static byte[] mac(String algorithm, String token, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + algorithm, impossible);
        }
    }
}
