package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoString;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Text encrypted with AES-256 in CBC mode, the vector in front, in base64. The key is the password cut or filled up. */
final class AesText {

    private static final int KEY_BYTES = 32;
    private static final int BLOCK = 16;

    private AesText() {}

    static String encrypt(String password, String text, SecureRandom random) {
        if (text.isEmpty()) {
            return "";
        }
        byte[] content = GoString.bytes(text);
        int padding = BLOCK - content.length % BLOCK;
        byte[] padded = Arrays.copyOf(content, content.length + padding);
        Arrays.fill(padded, content.length, padded.length, (byte) padding);
        byte[] vector = new byte[BLOCK];
        random.nextBytes(vector);
        byte[] secret = run(Cipher.ENCRYPT_MODE, password, vector, padded);
        byte[] all = Arrays.copyOf(vector, BLOCK + secret.length);
        System.arraycopy(secret, 0, all, BLOCK, secret.length);
        return GoBase64.encode(all);
    }

    static String decrypt(String password, String encrypted) {
        if (encrypted.isEmpty()) {
            return "";
        }
        byte[] all = GoBase64.decode(encrypted);
        if (all.length < BLOCK) {
            int capacity = encrypted.length() / 4 * 3;
            throw new FunctionException(
                    capacity < BLOCK
                            ? "runtime error: slice bounds out of range [:16] with capacity " + capacity
                            : "runtime error: slice bounds out of range [16:" + all.length + "]");
        }
        byte[] secret = Arrays.copyOfRange(all, BLOCK, all.length);
        if (secret.length % BLOCK != 0) {
            throw new FunctionException("crypto/cipher: input not full blocks");
        }
        if (secret.length == 0) {
            throw new FunctionException("runtime error: index out of range [-1]");
        }
        byte[] plain = run(Cipher.DECRYPT_MODE, password, Arrays.copyOf(all, BLOCK), secret);
        int length = plain.length - (plain[plain.length - 1] & 0xff);
        if (length < 0) {
            throw Panic.slice(0, length, plain.length);
        }
        return GoString.of(plain, 0, length);
    }

    private static byte[] run(int mode, String password, byte[] vector, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            byte[] key = Arrays.copyOf(GoString.bytes(password), KEY_BYTES);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES", impossible);
        }
    }
}
