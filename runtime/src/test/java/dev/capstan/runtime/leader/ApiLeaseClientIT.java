package dev.capstan.runtime.leader;

import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.BeforeEach;

@WithCluster(crds = false)
class ApiLeaseClientIT extends LeaseClientContract {
    private KubernetesClient kubernetes;
    private String namespace;

    @BeforeEach
    void connect(KubernetesClient client, TestNamespace fresh) {
        kubernetes = client;
        namespace = fresh.name();
    }

    @Override
    LeaseClient client() {
        return new ApiLeaseClient(kubernetes, namespace, NAME);
    }

    @Override
    String namespace() {
        return namespace;
    }

    @Override
    void delete() {
        kubernetes.leases().inNamespace(namespace).withName(NAME).delete();
    }
}
