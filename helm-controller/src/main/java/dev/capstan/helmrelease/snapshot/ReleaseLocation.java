package dev.capstan.helmrelease.snapshot;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.digest.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release is called, and where it is.
 *
 * @param name name of the release, at most {@value #LONGEST} characters
 * @param namespace namespace that it is installed into
 * @param storageNamespace namespace of its records
 */
public record ReleaseLocation(String name, String namespace, String storageNamespace) {

    /** The longest name of a release that Helm allows: it becomes part of names with at most 63 characters. */
    static final int LONGEST = 53;

    /** What is kept of a name that is too long; the rest of the {@value #LONGEST} are a hyphen and 12 digits of its hash. */
    private static final int KEPT = 40;

    private static final int DIGITS = 12;

    /** The names of a HelmRelease. */
    public static ReleaseLocation of(ObjectKey key, HelmReleaseSpec spec) {
        Optional<String> target = given(spec.targetNamespace());
        String standard = target.map(namespace -> namespace + "-" + key.name()).orElse(key.name());
        return new ReleaseLocation(
                shortened(given(spec.releaseName()).orElse(standard)),
                target.orElse(key.namespace()),
                given(spec.storageNamespace()).orElse(key.namespace()));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, KEPT) + "-" + Digest.sha256(name).hex().substring(0, DIGITS);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isEmpty());
    }

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
