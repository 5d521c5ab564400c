package dev.capstan.e2e;

import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Gives a controller the service account and the rights of its manifests in {@code k8s/}, and nothing else. */
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
        Path manifests = Path.of(System.getProperty("capstan.root"), "k8s", app.module());
        for (String file : List.of("service-account.yaml", "rbac.yaml")) {
            try (InputStream content = Files.newInputStream(manifests.resolve(file))) {
                admin.load(content).serverSideApply();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        String token = admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(app.module())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return write(folder.resolve(app.module() + ".kubeconfig"), admin.getConfiguration(), token);
    }

    private static Path write(Path file, Config admin, String token) {
        String kubeconfig = """
                apiVersion: v1
                kind: Config
                current-context: shipped
                contexts: [{name: shipped, context: {cluster: test, user: controller, namespace: %s}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: controller, user: {token: "%s"}}]
                """.formatted(NAMESPACE, admin.getMasterUrl(), authorityOf(admin), token);
        try {
            return Files.writeString(file, kubeconfig);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static String authorityOf(Config admin) {
        if (admin.getCaCertData() != null) {
            return admin.getCaCertData();
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            Files.readString(Path.of(admin.getCaCertFile())).getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
