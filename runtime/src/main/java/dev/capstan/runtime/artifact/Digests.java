package dev.capstan.runtime.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Content digests as the source API writes them: {@code <algorithm>:<hex>}. */
final class Digests {

    private static final Pattern FORM = Pattern.compile("(sha256|sha384|sha512):([0-9a-f]{64,128})");

    private Digests() {}

    /** An empty digest computation for the algorithm of the given digest; empty when it is not one we verify. */
    static Optional<MessageDigest> algorithmOf(String digest) {
        var form = FORM.matcher(digest);
        if (!form.matches()) {
            return Optional.empty();
        }
        MessageDigest algorithm = algorithm("SHA-" + form.group(1).substring(3));
        return form.group(2).length() == algorithm.getDigestLength() * 2 ? Optional.of(algorithm) : Optional.empty();
    }

    /** The digest text of a finished computation, with the algorithm prefix of the expected one. */
    static String text(String expected, MessageDigest finished) {
        return expected.substring(0, expected.indexOf(':') + 1) + HexFormat.of().formatHex(finished.digest());
    }

    static String sha256(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(algorithm("SHA-256").digest(bytes));
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + name, e);
        }
    }
}
