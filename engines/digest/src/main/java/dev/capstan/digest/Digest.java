package dev.capstan.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The digest of some content, written {@code sha256:<hex>} as OCI registries and the source API do.
 *
 * @param hex lower-case digits, as many as the algorithm gives
 */
public record Digest(DigestAlgorithm algorithm, String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    /** Refuses a value that the algorithm cannot have given. */
    public Digest {
        if (hex.length() != algorithm.hexLength() || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("'" + hex + "' is not a digest of " + algorithm.label());
        }
    }

    /** Reads {@code <algorithm>:<hex>}; empty for another form, another algorithm or a wrong length. */
    public static Optional<Digest> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String hex = text.substring(colon + 1);
        return DigestAlgorithm.of(text.substring(0, colon))
                .filter(it -> hex.length() == it.hexLength() && HEX.matcher(hex).matches())
                .map(it -> new Digest(it, hex));
    }

    /** The digest of the bytes by an algorithm. */
    public static Digest of(DigestAlgorithm algorithm, byte[] content) {
        return ofFinished(algorithm, algorithm.start().digest(content));
    }

    /** The SHA-256 of the bytes. */
    public static Digest sha256(byte[] content) {
        return of(DigestAlgorithm.SHA256, content);
    }

    /** The SHA-256 of the text in UTF-8. */
    public static Digest sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The SHA-256 of all that the stream still gives; the caller closes it.
     *
     * @throws IOException when reading fails
     */
    public static Digest sha256(InputStream content) throws IOException {
        MessageDigest computation = DigestAlgorithm.SHA256.start();
        new DigestInputStream(content, computation).transferTo(OutputStream.nullOutputStream());
        return DigestAlgorithm.SHA256.finish(computation);
    }

    static Digest ofFinished(DigestAlgorithm algorithm, byte[] value) {
        return new Digest(algorithm, HexFormat.of().formatHex(value));
    }

    /** {@code <algorithm>:<hex>}. */
    @Override
    public String toString() {
        return algorithm.label() + ":" + hex;
    }
}
