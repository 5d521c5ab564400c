package dev.capstan.runtime.object;

import dev.capstan.api.source.GitRepository;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.BeforeEach;

@WithCluster
class ApiObjectClientIT extends ObjectClientContract {
    private KubernetesClient kubernetes;
    private TestNamespace namespace;

    @BeforeEach
    void connect(KubernetesClient client, TestNamespace fresh) {
        kubernetes = client;
        namespace = fresh;
    }

    @Override
    ObjectClient<GitRepository> client() {
        return new ApiObjectClient<>(kubernetes, GitRepository.class, "test-manager");
    }

    @Override
    GitRepository create(String yaml) {
        namespace.apply(yaml);
        return kubernetes
                .resources(GitRepository.class)
                .inNamespace(namespace.name())
                .withName("one")
                .get();
    }

    @Override
    void delete(GitRepository object) {
        kubernetes.resource(object).delete();
    }

    @Override
    String namespace() {
        return namespace.name();
    }
}
