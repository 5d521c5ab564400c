package dev.capstan.kustomization.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.digest.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands for keys and for what is done with them: equal for equal ones. Prints nothing of itself.
 *
 * @param digest over everything
 */
public record KeysVersion(String digest) {

    /** Nothing is decrypted. */
    public static final KeysVersion NONE = new KeysVersion("");

    static KeysVersion of(String source, Map<String, byte[]> entries, boolean ignoresMac) {
        MessageDigest digest = DigestAlgorithm.SHA256.start();
        add(digest, source.getBytes(UTF_8));
        add(digest, new byte[] {(byte) (ignoresMac ? 1 : 0)});
        new TreeMap<>(entries).forEach((name, value) -> {
            add(digest, name.getBytes(UTF_8));
            add(digest, value);
        });
        return new KeysVersion(DigestAlgorithm.SHA256.finish(digest).toString());
    }

    private static void add(MessageDigest digest, byte[] value) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).flip());
        digest.update(value);
    }

    @Override
    public String toString() {
        return "KeysVersion";
    }
}
