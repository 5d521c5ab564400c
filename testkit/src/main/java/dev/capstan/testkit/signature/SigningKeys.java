package dev.capstan.testkit.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Keys of tests, and what is signed with them. */
public final class SigningKeys {
    private SigningKeys() {}

    /** A new key on P-256. */
    public static KeyPair ec() {
        return pair("EC", "secp256r1");
    }

    /**
     * A new key.
     *
     * @param parameter the curve, or the number of bits
     */
    public static KeyPair pair(String kind, String parameter) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            switch (kind) {
                case "EC" -> generator.initialize(new ECGenParameterSpec(parameter));
                case "RSA" -> generator.initialize(Integer.parseInt(parameter));
                default -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as cosign writes it. */
    public static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A signature by a key on P-256, in base64. */
    public static String sign(KeyPair pair, String text) {
        return sign("SHA256withECDSA", pair, text.getBytes(UTF_8));
    }

    /** A signature in base64. */
    public static String sign(String algorithm, KeyPair pair, byte[] text) {
        return base64(signature(algorithm, pair, text));
    }

    /** A signature by an algorithm of the JDK. */
    public static byte[] signature(String algorithm, KeyPair pair, byte[] text) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as text. */
    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
