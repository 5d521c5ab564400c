package dev.capstan.argo.compare.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields that are left to other managers, and what webhooks did to a dry run. */
class ManagersTest {

    private static ObjectNode tree(String yaml) {
        return CanonicalTree.of(Trees.yaml(yaml)).orElseThrow();
    }

    private static ObjectNode live() {
        return tree("""
                metadata:
                  managedFields:
                  - {manager: hpa, operation: Update, fieldsV1: {"f:spec": {"f:replicas": {},
                      "f:containers": {'k:{"name":"a"}': {"f:image": {}}}}}}
                spec: {replicas: 5, containers: [{name: z}, {name: a, image: live}], other: 1}
                """);
    }

    @Test
    void aFieldOfATrustedManagerIsNoDifference() {
        ObjectNode manifest = tree("spec: {replicas: 3, containers: [{name: a, image: wanted}], other: 2}");
        ObjectNode live = live();

        TrustedManagers.release(List.of("hpa"), manifest, live);

        assertThat(manifest).isEqualTo(tree("spec: {containers: [{name: a}], other: 2}"));
        assertThat(live.path("spec")).isEqualTo(tree("{containers: [{name: z}, {name: a}], other: 1}"));
    }

    @Test
    void aFieldOfAnotherManagerStays() {
        ObjectNode manifest = tree("spec: {replicas: 3}");

        TrustedManagers.release(List.of("somebody"), manifest, live());

        assertThat(manifest).isEqualTo(tree("spec: {replicas: 3}"));
    }

    @Test
    void aSyncLeavesATrustedManagersValue() {
        ObjectNode manifest = tree("spec: {replicas: 3, containers: [{name: a, image: wanted}], other: 2}");

        TrustedManagers.adopt(List.of("hpa"), manifest, live());

        assertThat(manifest).isEqualTo(tree("spec: {replicas: 5, containers: [{name: a, image: live}], other: 2}"));
    }

    @Test
    void whatAWebhookAddsToADryRunIsNoDifference() {
        ObjectNode result = tree("""
                apiVersion: v1
                kind: Pod
                metadata:
                  labels: {injected: "yes"}
                  managedFields:
                  - {manager: argocd-controller, operation: Apply, fieldsV1: {"f:spec":
                      {"f:containers": {'k:{"name":"a"}': {".": {}, "f:image": {}}}}}}
                spec: {containers: [{name: a, image: new, tty: true}, {name: sidecar}], nodeName: n}
                """);
        ObjectNode live = tree("""
                apiVersion: v1
                kind: Pod
                metadata: {}
                spec: {containers: [{name: a, image: old}], nodeName: m, removed: true}
                """);

        ObjectNode filtered =
                MutationFilter.apply(result, live, "argocd-controller").orElseThrow();

        assertThat(filtered.path("spec")).isEqualTo(tree("{containers: [{name: a, image: new}], nodeName: m}"));
        assertThat(filtered.path("metadata").has("labels")).isFalse();
    }

    @Test
    void aDryRunThatNamesNoOwnerCannotBeFiltered() {
        assertThat(MutationFilter.apply(tree("{kind: Pod}"), tree("{kind: Pod}"), "argocd-controller"))
                .isEmpty();
    }
}
