package dev.capstan.applier.identity;

import dev.capstan.api.meta.KubeConfigRef;
import org.jspecify.annotations.Nullable;

/**
 * Where and with whose rights an object asks to be applied.
 *
 * @param namespace of the object; the account lies there
 * @param serviceAccountName the account; absent or empty when none is named
 * @param kubeConfig another cluster; absent for the cluster of the controller
 */
public record IdentityRequest(
        String namespace,
        @Nullable String serviceAccountName,
        @Nullable KubeConfigRef kubeConfig) {}
