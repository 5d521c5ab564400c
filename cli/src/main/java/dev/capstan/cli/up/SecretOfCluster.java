package dev.capstan.cli.up;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.devcluster.Cluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;

/** The Secret of {@code --secret-ref}, and whether there is a cluster that can have it. */
final class SecretOfCluster {

    private final UpRequest request;

    SecretOfCluster(UpRequest request) {
        this.request = request;
    }

    /**
     * Asks the cluster that will be used, so that a dead one and a missing Secret are known at once.
     *
     * @param existing the cluster, where it runs already
     * @return what the named Secret holds; empty when none was named
     * @throws CommandFailure when the cluster does not answer or has no such Secret
     */
    Optional<RepositorySecret> check(Optional<Cluster> existing) {
        Optional<String> name = request.secretOfCluster();
        if (existing.isEmpty()) {
            if (name.isPresent()) {
                throw new CommandFailure(
                        "--secret-ref names a Secret of a cluster that runs already, and a new one is to be"
                                + " started: use --secret-file FILE, or name the cluster with --kubeconfig");
            }
            return Optional.empty();
        }
        try (KubernetesClient client = Kubernetes.connect(existing.get().kubeconfig())) {
            return name.map(wanted -> read(client, wanted));
        }
    }

    private RepositorySecret read(KubernetesClient client, String name) {
        String namespace = request.spec().namespace();
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            throw new CommandFailure("There is no Secret %s/%s in the cluster: make it, or use --secret-file FILE"
                    .formatted(namespace, name));
        }
        return RepositorySecret.ofData(Optional.ofNullable(secret.getData()).orElse(Map.of()));
    }
}
