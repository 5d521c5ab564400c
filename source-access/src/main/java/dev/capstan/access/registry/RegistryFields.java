package dev.capstan.access.registry;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.source.OCIRepositorySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says about the way to a registry. The fields have the names that they have in every spec with them.
 *
 * @param namespace of the object, where its Secrets and its account are
 * @param provider {@code generic} when there is none
 * @param insecure whether TLS may be left out
 */
public record RegistryFields(
        String namespace,
        @Nullable String provider,
        @Nullable LocalRef secretRef,
        @Nullable LocalRef certSecretRef,
        @Nullable LocalRef proxySecretRef,
        @Nullable String serviceAccountName,
        boolean insecure) {

    /** Those of an ImageRepository. */
    public static RegistryFields of(String namespace, ImageRepositorySpec spec) {
        return new RegistryFields(
                namespace,
                spec.provider(),
                spec.secretRef(),
                spec.certSecretRef(),
                spec.proxySecretRef(),
                spec.serviceAccountName(),
                spec.insecure());
    }

    /** Those of an OCIRepository. */
    public static RegistryFields of(String namespace, OCIRepositorySpec spec) {
        return new RegistryFields(
                namespace,
                spec.provider(),
                spec.secretRef(),
                spec.certSecretRef(),
                spec.proxySecretRef(),
                spec.serviceAccountName(),
                spec.insecure());
    }
}
