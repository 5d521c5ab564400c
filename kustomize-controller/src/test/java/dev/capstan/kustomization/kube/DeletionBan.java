package dev.capstan.kustomization.kube;

import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** An admission policy that denies the deletion of ConfigMaps in a namespace, as a webhook would; in force until it is closed. */
final class DeletionBan implements AutoCloseable {

    static final String MESSAGE = "nothing is deleted here";

    private final TestNamespace namespace;
    private final List<HasMetadata> objects;

    private DeletionBan(TestNamespace namespace, List<HasMetadata> objects) {
        this.namespace = namespace;
        this.objects = objects;
    }

    /** Forbids, and waits until the API server obeys. */
    static DeletionBan in(TestNamespace namespace) {
        HasMetadata policy =
                ControllerFixture.applyToCluster(namespace.client(), """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata:
                  name: %s
                spec:
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [configmaps]}
                  validations:
                  - {expression: "false", message: %s}
                """.formatted(namespace.name(), MESSAGE));
        HasMetadata binding = ControllerFixture.applyToCluster(namespace.client(), """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata:
                  name: %1$s
                spec:
                  policyName: %1$s
                  validationActions: [Deny]
                  matchResources:
                    namespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: %1$s}
                """.formatted(namespace.name()));
        var ban = new DeletionBan(namespace, List.of(binding, policy));
        Awaitility.await("ban of deletions").atMost(Duration.ofSeconds(60)).until(ban::isInForce);
        return ban;
    }

    private boolean isInForce() {
        Resource<?> probe = namespace
                .client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .build());
        probe.serverSideApply();
        try {
            probe.delete();
            return false;
        } catch (KubernetesClientException denied) {
            return String.valueOf(denied.getMessage()).contains(MESSAGE);
        }
    }

    @Override
    public void close() {
        objects.forEach(object -> namespace.client().resource(object).delete());
    }
}
