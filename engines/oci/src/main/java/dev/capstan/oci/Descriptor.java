package dev.capstan.oci;

import dev.capstan.digest.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * What points to content in a registry.
 *
 * @param size in bytes
 * @param platform of a manifest within an index
 * @param artifactType of a manifest that an index or the referrers API lists
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        Optional<Platform> platform,
        Optional<String> artifactType) {

    /** Copies the annotations. */
    public Descriptor {
        annotations = Map.copyOf(annotations);
    }

    /** One without annotations. */
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Map.of(), Optional.empty(), Optional.empty());
    }
}
