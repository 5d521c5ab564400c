package dev.capstan.access.registry.kube;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.registry.PullSecrets;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** Reads service accounts at the API server. */
public record ClusterPullSecrets(KubernetesClient client) implements PullSecrets {

    @Override
    public AccessResult<List<String>> of(String namespace, String serviceAccount) {
        ServiceAccount account;
        try {
            account = client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(serviceAccount)
                    .get();
        } catch (KubernetesClientException e) {
            return AccessResult.failed(new AccessFailure.ServiceAccountUnreadable(
                    serviceAccount, "the API server refused to show it (HTTP " + e.getCode() + ")"));
        }
        return account == null
                ? AccessResult.failed(new AccessFailure.ServiceAccountUnreadable(serviceAccount, "it does not exist"))
                : AccessResult.success(account.getImagePullSecrets().stream()
                        .map(LocalObjectReference::getName)
                        .toList());
    }
}
