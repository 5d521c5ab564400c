package dev.capstan.tree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Content identities of files and folder listings. */
public final class Fingerprint {
    private Fingerprint() {}

    /** {@code sha256:} and the digest of the bytes in hexadecimal digits. */
    public static String ofBytes(byte[] content) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(content));
    }

    /** The identity of a folder listing: names and kinds, not contents. */
    public static String ofListing(List<Entry> entries) {
        StringBuilder text = new StringBuilder(entries.size() * 24);
        for (Entry entry : entries) {
            text.append(entry.kind().name()).append(' ').append(entry.name()).append('\0');
        }
        return ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
