package dev.capstan.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The algorithms that content is verified with. */
public enum DigestAlgorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA384("sha384", "SHA-384", 96),
    SHA512("sha512", "SHA-512", 128);

    private final String label;
    private final String standardName;
    private final int hexLength;

    DigestAlgorithm(String label, String standardName, int hexLength) {
        this.label = label;
        this.standardName = standardName;
        this.hexLength = hexLength;
    }

    /** The algorithm with this label, such as {@code sha256}; empty when there is none. */
    public static Optional<DigestAlgorithm> of(String label) {
        return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
    }

    /** As written before the colon of a digest. */
    public String label() {
        return label;
    }

    int hexLength() {
        return hexLength;
    }

    /** A computation without any bytes yet, to be fed in pieces; it belongs to one thread. */
    public MessageDigest start() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + standardName, e);
        }
    }

    /** The digest of everything that a computation of this algorithm was fed; the computation is empty afterwards. */
    public Digest finish(MessageDigest computation) {
        return Digest.ofFinished(this, computation.digest());
    }
}
