package dev.capstan.kustomization.kube;

import dev.capstan.kustomization.adapter.ServiceAccounts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Asks the API server for service accounts, each time anew: an account that was taken away must count at once. */
final class ClusterServiceAccounts implements ServiceAccounts {

    private final KubernetesClient client;

    ClusterServiceAccounts(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Presence of(String namespace, String name) {
        try {
            return client.serviceAccounts()
                                    .inNamespace(namespace)
                                    .withName(name)
                                    .get()
                            == null
                    ? Presence.MISSING
                    : Presence.EXISTS;
        } catch (KubernetesClientException unanswered) {
            return Presence.UNKNOWN;
        }
    }
}
