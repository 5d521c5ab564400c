package dev.capstan.applier.identity.kube;

import dev.capstan.applier.identity.ServiceAccounts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Asks the API server for service accounts, each time again: an account that was taken away must count at once. */
public final class ClusterServiceAccounts implements ServiceAccounts {

    private final KubernetesClient client;

    /** Asks with that client. */
    public ClusterServiceAccounts(KubernetesClient client) {
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
