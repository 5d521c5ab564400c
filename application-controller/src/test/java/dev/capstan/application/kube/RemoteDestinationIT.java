package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Applications that go to a cluster that a Secret describes: the same API server by its address, with the token of an account. */
class RemoteDestinationIT extends ApplicationFixture {

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.application.remote-clusters.allow-loopback", "true");
    }

    @Test
    void objectsGoToTheClusterByItsNameAndAreHealedAndDeletedThere() {
        createNamespace(app);
        commit(Map.of("settings.yaml", configMap("settings", "one")));
        describe("edge", token());
        applyObject("finalizers: [resources-finalizer.argocd.argoproj.io]\n", spec("edge"));

        awaitValue("settings", "one");
        await(it -> "Synced".equals(sync(it)) && "Healthy".equals(health(it)));

        live("settings").edit(map -> {
            map.getData().put("value", "edited");
            return map;
        });
        awaitValue("settings", "one");

        application().delete();
        awaitGone("settings");
        patiently().until(() -> find().isEmpty());
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidAndReplaced() {
        createNamespace(app);
        commit(Map.of("settings.yaml", configMap("settings", "one")));
        describe("broken", "marker");
        applyObject("", spec("broken"));

        ApplicationStatus failed = await(it -> !it.conditions().isEmpty());
        assertThat(failed.conditions().getFirst().message())
                .contains("cannot be reached: it does not accept the credentials (HTTP 401)")
                .doesNotContain("marker");

        describe("broken", token());

        awaitValue("settings", "one");
        assertThat(controllerLog()).doesNotContain("marker");
    }

    private String spec(String cluster) {
        return """
                project: default
                source: {repoURL: '%s', targetRevision: main, path: environments/prod}
                destination: {name: %s, namespace: %s}
                syncPolicy: {automated: {selfHeal: true, prune: true}}
                """.formatted(server.url("team/config"), cluster, app);
    }

    private void describe(String name, String token) {
        client.resource("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: %1$s
                          namespace: %2$s
                          labels: {argocd.argoproj.io/secret-type: cluster}
                        stringData:
                          name: %1$s
                          server: '%3$s'
                          config: '{"bearerToken": "%4$s", "tlsClientConfig": {"caData": "%5$s"}}'
                        """.formatted(
                                name,
                                plane,
                                client.getMasterUrl(),
                                token,
                                client.getConfiguration().getCaCertData()))
                .forceConflicts()
                .serverSideApply();
    }

    /** A token of an account that may do everything. */
    private String token() {
        client.resource("""
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: remote, namespace: %s}
                        """.formatted(app)).serverSideApply();
        client.resource("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: %1$s}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                        subjects: [{kind: ServiceAccount, name: remote, namespace: %1$s}]
                        """.formatted(app)).serverSideApply();
        return client.serviceAccounts()
                .inNamespace(app)
                .withName("remote")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }
}
