package dev.capstan.kustomization.snapshot;

import dev.capstan.api.kustomize.SourceRef;
import dev.capstan.api.meta.ObjectKey;

/**
 * A source of any kind.
 *
 * @param kind {@code GitRepository}, {@code OCIRepository}, {@code Bucket} or {@code ExternalArtifact}
 * @param key namespace and name
 */
public record SourceKey(String kind, ObjectKey key) {

    /** The source that a reference means, seen from a namespace. */
    public static SourceKey of(SourceRef ref, String namespace) {
        String own = ref.namespace();
        return new SourceKey(ref.kind(), new ObjectKey(own == null || own.isEmpty() ? namespace : own, ref.name()));
    }

    /** {@code Kind/namespace/name}. */
    @Override
    public String toString() {
        return kind + "/" + key;
    }
}
