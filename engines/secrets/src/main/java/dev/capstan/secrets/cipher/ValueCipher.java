package dev.capstan.secrets.cipher;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Leaf;
import dev.capstan.secrets.document.Scalar;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts and decrypts single leaves with AES-256-GCM. It remembers the initialization vector of what it decrypted, and uses it again for
 * the same leaf at the same place, so that what did not change looks the same after encryption. An instance is for one thread.
 */
public final class ValueCipher {
    static final int TAG_BYTES = 16;
    private static final int IV_BYTES = 32;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final SecureRandom random;
    private final Map<Place, Deque<byte[]>> vectors = new HashMap<>();
    private final Cipher decrypting;

    private record Place(String path, Leaf leaf) {}

    /** Knows no vectors yet. */
    public ValueCipher(SecureRandom random) {
        this.random = random;
        this.decrypting = cipher();
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + TRANSFORMATION, e);
        }
    }

    /**
     * The encrypted form of a leaf. Empty text stays as it is.
     *
     * @param path what the leaf is bound to
     */
    public String encrypt(Leaf leaf, DataKey key, String path) {
        byte[] plain = LeafText.bytes(leaf);
        if (plain.length == 0) {
            return "";
        }
        byte[] iv = vector(new Place(path, remembered(leaf)));
        try {
            // A cipher refuses to use a vector again; here it only ever meets the text that it was used for.
            byte[] sealed = run(cipher(), Cipher.ENCRYPT_MODE, key.forAes(), iv, path, plain);
            int tag = sealed.length - TAG_BYTES;
            return new EncryptedValue(
                            Arrays.copyOf(sealed, tag),
                            iv,
                            Arrays.copyOfRange(sealed, tag, sealed.length),
                            LeafText.type(leaf))
                    .text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to encrypt", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * The leaf of an encrypted form. Empty text stays as it is.
     *
     * @throws UndecryptableException when it is not encrypted, not with this key, or not at this place
     */
    public Leaf decrypt(String text, DataKey key, String path) throws UndecryptableException {
        if (text.isEmpty()) {
            return new Scalar.Text("");
        }
        EncryptedValue value = EncryptedValue.parse(text)
                .orElseThrow(() -> new UndecryptableException("it is not encrypted, or it is damaged"));
        byte[] plain = opened(value, key, path);
        try {
            Leaf leaf = LeafText.leaf(plain, value.type());
            if (value.iv().length == IV_BYTES) {
                vectors.computeIfAbsent(new Place(path, leaf), _ -> new ArrayDeque<>())
                        .add(value.iv());
            }
            return leaf;
        } catch (IllegalArgumentException e) {
            throw new UndecryptableException(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Items of a list have one place, so that equal ones get their vectors back in their order. */
    private byte[] vector(Place place) {
        var known = vectors.get(place);
        if (known != null && !known.isEmpty()) {
            return known.removeFirst();
        }
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        return iv;
    }

    private byte[] opened(EncryptedValue value, DataKey key, String path) throws UndecryptableException {
        try {
            return run(decrypting, Cipher.DECRYPT_MODE, key.forAes(), value.iv(), path, value.dataAndTag());
        } catch (AEADBadTagException e) {
            throw new UndecryptableException(
                    "it was changed, or it was encrypted with another key or at another place in the file");
        } catch (GeneralSecurityException e) {
            throw new UndecryptableException("it is damaged");
        }
    }

    private static byte[] run(Cipher cipher, int mode, SecretKey key, byte[] iv, String path, byte[] input)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, iv));
        cipher.updateAAD(path.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(input);
    }

    private static Leaf remembered(Leaf leaf) {
        return leaf instanceof Comment comment ? new Comment(comment.text()) : leaf;
    }
}
