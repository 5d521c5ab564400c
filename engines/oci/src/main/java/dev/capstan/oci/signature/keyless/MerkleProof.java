package dev.capstan.oci.signature.keyless;

import dev.capstan.digest.DigestAlgorithm;
import java.util.List;
import java.util.Optional;

/**
 * The way from one entry of a log up to the root of its tree (RFC 9162, section 2.1.3).
 *
 * @param index of the entry in the tree
 * @param size how many entries the tree has
 */
record MerkleProof(long index, long size, List<byte[]> hashes) {
    private static final int HASH = 32;
    private static final int DEEPEST = 63;

    /** The root of the tree that has the entry at its place; empty when the proof cannot be one. */
    Optional<byte[]> root(byte[] entry) {
        if (index < 0
                || index >= size
                || hashes.size() > DEEPEST
                || hashes.stream().anyMatch(it -> it.length != HASH)) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        byte[] root = hash((byte) 0, entry, new byte[0]);
        for (byte[] hash : hashes) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                root = hash((byte) 1, hash, root);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = hash((byte) 1, root, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }

    static byte[] hash(byte prefix, byte[] left, byte[] right) {
        var digest = DigestAlgorithm.SHA256.start();
        digest.update(prefix);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }
}
