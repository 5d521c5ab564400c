package dev.capstan.helm.release.record;

import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import java.util.Set;

/**
 * Whether a revision that is stored is the one that the status of a HelmRelease remembers, whoever wrote that status. Flux takes
 * its digests by an algorithm of the operator's choice, and up to 2.7 of another form of the record, which its later versions
 * do not compare either. Pure.
 */
public final class Recognition {

    /** The form that digests are taken of. */
    public static final String FORM = "v2";

    /** Algorithms of Flux that are not computed here. */
    private static final Set<String> NOT_COMPUTED = Set.of("blake3", "sha1");

    private Recognition() {}

    /**
     * Whether the revision is as it was remembered. One that nothing can be compared of is known by its name and number alone.
     *
     * @param form that the digest was taken of, empty when none was said
     * @param digest of the revision
     * @param ociDigest of the chart's artifact, empty without one
     */
    public static boolean isUnchanged(String form, String digest, String ociDigest, ReleaseRecord stored) {
        if (!FORM.equals(form) || isNotComputed(digest)) {
            return true;
        }
        var observed = ObservedRelease.of(stored, ociDigest);
        return Digest.parse(digest)
                .filter(known -> known.toString().equals(observed.digest(known.algorithm())))
                .isPresent();
    }

    /**
     * The digest of the values of a remembered revision, in our algorithm.
     *
     * @param remembered the digest of its values, by any algorithm
     * @param stored the revision, whose values are digested where the remembered digest is theirs
     */
    public static String configDigest(String remembered, ReleaseRecord stored) {
        if (isNotComputed(remembered)) {
            return ConfigDigest.of(stored.values());
        }
        return Digest.parse(remembered)
                .filter(digest -> digest.algorithm() != DigestAlgorithm.SHA256) // that is ours already
                .filter(digest -> digest.toString().equals(ConfigDigest.of(digest.algorithm(), stored.values())))
                .map(_ -> ConfigDigest.of(stored.values()))
                .orElse(remembered);
    }

    private static boolean isNotComputed(String digest) {
        return NOT_COMPUTED.contains(digest.substring(0, Math.max(0, digest.indexOf(':'))));
    }
}
