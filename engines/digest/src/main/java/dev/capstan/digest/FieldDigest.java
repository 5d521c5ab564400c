package dev.capstan.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A SHA-256 over a list of texts. Each text goes in with its length, so no two different lists give the same bytes. Belongs to
 * one thread.
 */
public final class FieldDigest {
    private final MessageDigest computation = DigestAlgorithm.SHA256.start();

    /** Adds texts in their order. */
    public FieldDigest add(String... fields) {
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            computation.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            computation.update(bytes);
        }
        return this;
    }

    /** The digest of all texts; the list is empty afterwards. */
    public Digest finish() {
        return DigestAlgorithm.SHA256.finish(computation);
    }
}
