package dev.capstan.applier.source;

import dev.capstan.api.meta.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A source of any kind.
 *
 * @param kind {@code GitRepository}, {@code OCIRepository}, {@code Bucket} or {@code ExternalArtifact}
 * @param key namespace and name
 */
public record SourceKey(String kind, ObjectKey key) {

    /**
     * The source that a reference means.
     *
     * @param namespace as the reference gives it; absent or empty means that of the object that refers to it
     * @param ownNamespace the namespace of that object
     */
    public static SourceKey of(String kind, @Nullable String namespace, String name, String ownNamespace) {
        return new SourceKey(
                kind, new ObjectKey(namespace == null || namespace.isEmpty() ? ownNamespace : namespace, name));
    }

    /** {@code Kind/namespace/name}. */
    @Override
    public String toString() {
        return kind + "/" + key;
    }
}
