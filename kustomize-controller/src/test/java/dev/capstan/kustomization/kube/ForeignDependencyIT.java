package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.definition;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kustomizations that depend on objects of other kinds. Nothing here is looked at again by time within the test. */
class ForeignDependencyIT extends ControllerFixture {

    private static final String GROUP = "depended-on.example";

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.requeue-dependency", "1h");
    }

    @BeforeEach
    void publish() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
    }

    @Test
    void followsADeploymentAsSoonAsItIsAvailable() {
        kustomization("app", "prune: true\ndependsOn: [{apiVersion: apps/v1, kind: Deployment, name: db}]");
        assertThat(ready(awaitReason("app", "DependencyNotReady")).message())
                .isEqualTo("dependency 'Deployment/%s/db' not found".formatted(namespace.name()));

        namespace.apply(deployment("db"));

        awaitReady("app", FIRST);
    }

    @Test
    void followsACustomResourceWhoseKindIsInstalledLater() {
        // A Ticket counts as ready until it has conditions; the second entry holds the Kustomization back until then.
        kustomization("app", """
                prune: true
                dependsOn:
                - {apiVersion: %s/v1, kind: Ticket, name: tls}
                - {apiVersion: apps/v1, kind: Deployment, name: gate}
                """.formatted(GROUP));
        assertThat(ready(awaitReason("app", "DependencyNotReady")).message())
                .startsWith("dependency 'Ticket/%s/tls' not found: the cluster does not serve %s/v1 Ticket"
                        .formatted(namespace.name(), GROUP));

        HasMetadata definition = define(definition(GROUP, "Ticket", "tickets"));
        try {
            awaitMessage("app", "dependency 'Ticket/%s/tls' not found".formatted(namespace.name()));
            namespace.apply("""
                    apiVersion: %s/v1
                    kind: Ticket
                    metadata: {name: tls}
                    """.formatted(GROUP));
            report("False", "waits for the issuer");
            awaitMessage(
                    "app", "dependency 'Ticket/%s/tls' is not ready: waits for the issuer".formatted(namespace.name()));

            report("True", "issued");
            awaitMessage("app", "dependency 'Deployment/%s/gate' not found".formatted(namespace.name()));
            namespace.apply(deployment("gate"));

            awaitReady("app", FIRST);
        } finally {
            cluster.client().resource(definition).delete();
        }
    }

    @Test
    void anEntryThatMeansNothingIsTerminal() {
        kustomization("app", "prune: true\ndependsOn: [{kind: Deployment, name: db}]");

        assertThat(isStalled(awaitReason("app", "ValidationFailed"))).isTrue();
    }

    @Test
    void whatIsInNoNamespaceIsNamedWithoutOne() {
        kustomization(
                "app",
                "prune: true\ndependsOn: [{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, name: not-there}]");

        assertThat(ready(awaitReason("app", "DependencyNotReady")).message())
                .isEqualTo("dependency 'ClusterRole/not-there' not found");
    }

    private void awaitMessage(String name, String message) {
        await(name, it -> ready(it).message().equals(message));
    }

    private void report(String status, String message) {
        namespace
                .client()
                .genericKubernetesResources(GROUP + "/v1", "Ticket")
                .inNamespace(namespace.name())
                .withName("tls")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status":{"conditions":[{"type":"Ready","status":"%s","reason":"Issuing","message":"%s"}]}}""".formatted(status, message));
    }
}
