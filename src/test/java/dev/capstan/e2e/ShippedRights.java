package dev.capstan.e2e;

import dev.capstan.testkit.audit.GrantedRights;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Gives a controller the service account and the rights of its manifests in {@code k8s/}: tenants are locked down. */
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
        manifests(app).forEach(object -> admin.resource(object).serverSideApply());
        if (app.equals(App.APPLICATION)) {
            read(manifest("argocd-admin", "account.yaml"))
                    .forEach(object -> admin.resource(object).serverSideApply());
        }
        return new TestAccount(admin, NAMESPACE, app.module()).kubeconfig(folder);
    }

    /** What these controllers may do, by their manifests. */
    static GrantedRights of(Collection<App> apps) {
        return GrantedRights.of(
                apps.stream().flatMap(app -> manifests(app).stream()).toList());
    }

    private static List<HasMetadata> manifests(App app) {
        return Stream.of("service-account.yaml", "rbac.yaml")
                .flatMap(file -> read(manifest(app.module(), file)).stream())
                .toList();
    }

    private static Path manifest(String folder, String file) {
        return Path.of(System.getProperty("capstan.root"), "k8s", folder, file);
    }

    private static List<HasMetadata> read(Path file) {
        try {
            return Stream.of(Files.readString(file).split("(?m)^---$"))
                    .map(document -> (HasMetadata) Serialization.unmarshal(document))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
