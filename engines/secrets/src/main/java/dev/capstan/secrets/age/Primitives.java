package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** The cryptography that all kinds of recipients share. */
final class Primitives {
    static final int KEY = 32;
    static final int TAG = 16;
    private static final String AEAD = "ChaCha20-Poly1305";
    private static final int NONCE = 12;
    private static final String HMAC = "HmacSHA256";
    private static final byte[] BASE_POINT = new byte[KEY];

    static {
        BASE_POINT[0] = 9;
    }

    private Primitives() {}

    /** HKDF with SHA-256 to 32 bytes. */
    static byte[] derived(byte[] secret, byte[] salt, String label) {
        return expanded(extracted(secret, salt), label.getBytes(StandardCharsets.US_ASCII), KEY);
    }

    static byte[] extracted(byte[] secret, byte[] salt) {
        return hmac(salt.length == 0 ? new byte[KEY] : salt, secret);
    }

    /** @param size at most 32 */
    static byte[] expanded(byte[] key, byte[] label, int size) {
        byte[] input = Arrays.copyOf(label, label.length + 1);
        input[label.length] = 1;
        return Arrays.copyOf(hmac(key, input), size);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }

    static byte[] headerMac(byte[] fileKey, byte[] header) {
        return hmac(derived(fileKey, new byte[0], "header"), header);
    }

    static byte[] sha256(byte[] text) {
        return digest("SHA-256", text);
    }

    static byte[] digest(String algorithm, byte[] text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    /** Encrypts the key of a file with one that is used once. */
    static byte[] sealed(byte[] key, byte[] plain) {
        return seal(key, new byte[NONCE], plain, 0, plain.length);
    }

    static byte[] seal(byte[] key, byte[] nonce, byte[] plain, int from, int length) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, nonce, plain, from, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(AEAD + " failed to encrypt", e);
        }
    }

    /** Decrypts the key of a file; empty when it was encrypted with another key. */
    static Optional<byte[]> opened(byte[] key, byte[] sealed) {
        return open(key, new byte[NONCE], sealed, 0, sealed.length);
    }

    static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] sealed, int from, int length) {
        try {
            return length < TAG
                    ? Optional.empty()
                    : Optional.of(run(Cipher.DECRYPT_MODE, key, nonce, sealed, from, length));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(AEAD + " failed to decrypt", e);
        }
    }

    private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] input, int from, int length)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(AEAD);
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        return cipher.doFinal(input, from, length);
    }

    static byte[] x25519(byte[] scalar, byte[] point) {
        byte[] product = new byte[KEY];
        X25519.scalarMult(scalar, 0, point, 0, product, 0);
        return product;
    }

    static byte[] x25519(byte[] scalar) {
        return x25519(scalar, BASE_POINT);
    }

    /** Whether a shared secret is nothing, as it is for points of low order. */
    static boolean isZero(byte[] secret) {
        return MessageDigest.isEqual(secret, new byte[secret.length]);
    }

    static byte[] joined(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
