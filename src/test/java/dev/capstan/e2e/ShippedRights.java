package dev.capstan.e2e;

import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives a controller the service account and the rights of its manifests in {@code k8s/}, as in a cluster with a single tenant. */
final class ShippedRights {
    /** The namespace of the manifests. */
    static final String NAMESPACE = "flux-system";

    private ShippedRights() {}

    /**
     * Applies the manifests of a controller and writes a kubeconfig with a token of its service account.
     *
     * @param folder where the kubeconfig is written
     */
    static Path kubeconfigFor(App app, TestCluster cluster, Path folder) {
        KubernetesClient admin = cluster.client();
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        Path manifests = Path.of(System.getProperty("capstan.root"), "k8s");
        for (Path file : List.of(
                Path.of(app.module(), "service-account.yaml"),
                Path.of(app.module(), "rbac.yaml"),
                Path.of("single-tenant", "rights.yaml"))) {
            try (InputStream content = Files.newInputStream(manifests.resolve(file))) {
                admin.load(content).serverSideApply();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new TestAccount(admin, NAMESPACE, app.module()).kubeconfig(folder);
    }
}
