package dev.capstan.notification.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of the form {@code sha256=<hex>} over a body. */
public final class HmacSignature {
    private static final String SHA256 = "sha256";
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "HmacSHA1", SHA256, "HmacSHA256", "sha512", "HmacSHA512");

    private HmacSignature() {}

    /**
     * The SHA-256 signature.
     *
     * @param key not empty
     */
    public static String sha256(byte[] key, byte[] body) {
        return SHA256 + "=" + HexFormat.of().formatHex(mac("HmacSHA256", key, body));
    }

    /**
     * Whether the signature was made with this key over this body, by any algorithm that it names itself. Takes the same time for every wrong
     * signature of the right length. An empty key makes no signature valid.
     */
    public static boolean isValid(String signature, byte[] key, byte[] body) {
        int equals = signature.indexOf('=');
        String algorithm = equals < 0 ? null : ALGORITHMS.get(signature.substring(0, equals));
        if (algorithm == null || key.length == 0) {
            return false;
        }
        byte[] given;
        try {
            given = HexFormat.of().parseHex(signature.substring(equals + 1));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
        return MessageDigest.isEqual(given, mac(algorithm, key, body));
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + algorithm, impossible);
        }
    }
}
