package dev.capstan.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that only who has the key can make (RFC 2104), as signatures of requests use them. */
public final class Hmac {
    private static final String SHA256 = "HmacSHA256";

    private Hmac() {}

    /**
     * The HMAC-SHA-256 of the text in UTF-8.
     *
     * @param key not empty
     */
    public static byte[] sha256(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(SHA256);
            mac.init(new SecretKeySpec(key, SHA256));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + SHA256, e);
        }
    }
}
