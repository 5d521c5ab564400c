package dev.capstan.source.ocirepository.kube;

import dev.capstan.source.SourceResult;
import dev.capstan.source.ocirepository.OciSourceFailure;
import dev.capstan.source.ocirepository.PullSecrets;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** Reads service accounts at the API server. */
record ClusterPullSecrets(KubernetesClient client) implements PullSecrets {

    @Override
    public SourceResult<List<String>> of(String namespace, String serviceAccount) {
        ServiceAccount account;
        try {
            account = client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(serviceAccount)
                    .get();
        } catch (KubernetesClientException e) {
            return SourceResult.failed(new OciSourceFailure.ServiceAccountUnreadable(
                    serviceAccount, "the API server refused to show it (HTTP " + e.getCode() + ")"));
        }
        return account == null
                ? SourceResult.failed(
                        new OciSourceFailure.ServiceAccountUnreadable(serviceAccount, "it does not exist"))
                : SourceResult.success(account.getImagePullSecrets().stream()
                        .map(LocalObjectReference::getName)
                        .toList());
    }
}
