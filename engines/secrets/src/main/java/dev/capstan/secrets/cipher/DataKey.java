package dev.capstan.secrets.cipher;

import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that encrypts every value of a file. Closing it forgets it. */
public final class DataKey implements AutoCloseable {
    /** How many bytes it has. */
    public static final int SIZE = 32;

    private final byte[] key;

    private DataKey(byte[] key) {
        this.key = key;
    }

    /** A new one. */
    public static DataKey random(SecureRandom random) {
        byte[] key = new byte[SIZE];
        random.nextBytes(key);
        return new DataKey(key);
    }

    /**
     * One that was recovered.
     *
     * @throws IllegalArgumentException when it is not of the right size
     */
    public static DataKey of(byte[] key) {
        if (key.length != SIZE) {
            throw new IllegalArgumentException("a data key has " + SIZE + " bytes, not " + key.length);
        }
        return new DataKey(key.clone());
    }

    /** A copy of its bytes, which the caller clears. */
    public byte[] copy() {
        return key.clone();
    }

    SecretKey forAes() {
        return new SecretKeySpec(key, "AES");
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
