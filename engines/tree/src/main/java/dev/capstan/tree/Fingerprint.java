package dev.capstan.tree;

import dev.capstan.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Content identities of files and folder listings. */
public final class Fingerprint {
    private Fingerprint() {}

    /** {@code sha256:} and the digest of the bytes in hexadecimal digits. */
    public static String ofBytes(byte[] content) {
        return Digest.sha256(content).toString();
    }

    /** The identity of a folder listing: names and kinds, not contents. */
    public static String ofListing(List<Entry> entries) {
        StringBuilder text = new StringBuilder(entries.size() * 24);
        for (Entry entry : entries) {
            text.append(entry.kind().name()).append(' ').append(entry.name()).append('\0');
        }
        return ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
