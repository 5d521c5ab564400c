package dev.capstan.applier.identity;

import dev.capstan.api.meta.KubeConfigRef;
import dev.capstan.api.meta.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * Where and with whose rights an object asks to be applied.
 *
 * @param subject the object; its account and its Secret lie in its namespace
 * @param serviceAccountName the account; absent or empty when none is named
 * @param kubeConfig another cluster; absent for the cluster of the controller
 */
public record IdentityRequest(
        ObjectKey subject,
        @Nullable String serviceAccountName,
        @Nullable KubeConfigRef kubeConfig) {

    /** Where account and Secret lie. */
    public String namespace() {
        return subject.namespace();
    }
}
