package dev.capstan.testkit.cluster;

import dev.capstan.testkit.audit.AuditLog;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A service account, for child processes that must get along with its rights.
 *
 * @param client an administrator's client
 * @param namespace where the account is
 * @param name its name
 */
public record TestAccount(KubernetesClient client, String namespace, String name) {

    /** Makes an account without any rights in the namespace of a test. */
    public static TestAccount create(TestNamespace namespace, String name) {
        namespace.apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: %s
                """.formatted(name));
        return new TestAccount(namespace.client(), namespace.name(), name);
    }

    /**
     * Gives it, in its namespace and nowhere else, the Roles of a manifest.
     *
     * @param manifest path below {@code k8s/} of the repository; what else it holds is left out
     */
    public TestAccount withRolesOf(String manifest) {
        Path file = Definitions.root().resolve("k8s").resolve(manifest);
        try (InputStream content = Files.newInputStream(file)) {
            client.load(content).resources().map(resource -> resource.item()).forEach(this::bindRole);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return this;
    }

    /**
     * Gives it further rights in its namespace.
     *
     * @param role a Role in block-style YAML
     */
    public TestAccount withRole(String role) {
        if (!(client.resource(role).item() instanceof Role parsed)) {
            throw new IllegalArgumentException("Not a Role: " + role);
        }
        bind(parsed);
        return this;
    }

    /**
     * Gives it, in the whole cluster, the ClusterRoles of a manifest; {@link #withoutClusterRights} takes them away.
     *
     * @param manifest path below {@code k8s/} of the repository; what else it holds is left out
     */
    public TestAccount withClusterRolesOf(String manifest) {
        Path file = Definitions.root().resolve("k8s").resolve(manifest);
        try (InputStream content = Files.newInputStream(file)) {
            client.load(content).items().stream()
                    .filter(ClusterRole.class::isInstance)
                    .forEach(this::bindInCluster);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return this;
    }

    private void bindInCluster(HasMetadata role) {
        client.resource(role).serverSideApply();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(inCluster())
                        .endMetadata()
                        .withNewRoleRef(
                                "rbac.authorization.k8s.io",
                                "ClusterRole",
                                role.getMetadata().getName())
                        .addNewSubject("", "ServiceAccount", name, namespace)
                        .build())
                .serverSideApply();
    }

    /** Takes away what {@link #withClusterRolesOf} gave. */
    public void withoutClusterRights() {
        client.rbac().clusterRoleBindings().withName(inCluster()).delete();
    }

    private String inCluster() {
        return namespace + "-" + name;
    }

    private void bindRole(HasMetadata object) {
        if (object instanceof Role role) {
            bind(role);
        }
    }

    private void bind(Role role) {
        var home = new TestNamespace(namespace, client);
        role.getMetadata().setNamespace(namespace);
        client.resource(role).fieldManager("testkit").forceConflicts().serverSideApply();
        home.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata:
                  name: %1$s
                roleRef:
                  apiGroup: rbac.authorization.k8s.io
                  kind: Role
                  name: %1$s
                subjects:
                - kind: ServiceAccount
                  name: %2$s
                  namespace: %3$s
                """.formatted(role.getMetadata().getName(), name, namespace));
    }

    /** The name that the API server knows it by. */
    public String user() {
        return AuditLog.user(namespace, name);
    }

    /**
     * Writes a kubeconfig with a token of the account that is good for an hour.
     *
     * @param folder where it is written
     */
    public Path kubeconfig(Path folder) {
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Config admin = client.getConfiguration();
        String kubeconfig = """
                apiVersion: v1
                kind: Config
                current-context: account
                contexts: [{name: account, context: {cluster: test, user: account, namespace: %s}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: account, user: {token: "%s"}}]
                """.formatted(namespace, admin.getMasterUrl(), authorityOf(admin), token);
        try {
            return Files.writeString(folder.resolve(name + ".kubeconfig"), kubeconfig);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static String authorityOf(Config admin) {
        if (admin.getCaCertData() != null) {
            return admin.getCaCertData();
        }
        try {
            byte[] authority = Files.readString(Path.of(admin.getCaCertFile())).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(authority);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
