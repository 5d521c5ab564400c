package dev.capstan.argo.compare.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Trees;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredFormTest {

    private static final BuiltInKinds KINDS = BuiltInKinds.load();

    private static Optional<ObjectNode> stored(String yaml) {
        ObjectNode object = tree(yaml);
        return StoredForm.of(KINDS.find(object).orElseThrow(), object);
    }

    private static ObjectNode tree(String yaml) {
        return CanonicalTree.of(Trees.yaml(yaml)).orElseThrow();
    }

    @Test
    void emptyValuesThatTheTypeLeavesOutAreGone() {
        Optional<ObjectNode> pod = stored("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {}, namespace: ""}
                spec: {hostNetwork: false, nodeName: "", nodeSelector: {}, containers: []}
                """);

        assertThat(pod).contains(tree("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: []}}"));
    }

    @Test
    void zeroBehindAPointerIsAValue() {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d}
                spec:
                  replicas: 0
                  selector: {}
                  strategy: {}
                  template: {metadata: {}, spec: {containers: [], automountServiceAccountToken: false}}
                """;

        assertThat(stored(deployment)).contains(tree(deployment));
    }

    @Test
    void quantitiesTimesAndBytesHaveTheirCanonicalText() {
        Optional<ObjectNode> pod = stored("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, deletionTimestamp: "2024-01-01T02:00:00+02:00"}
                spec: {containers: [{name: c, resources: {limits: {cpu: 1, memory: 1024Mi}}}]}
                """);
        Optional<ObjectNode> secret = stored("{apiVersion: v1, kind: Secret, metadata: {}, data: {a: \"eA==\\n\"}}");

        assertThat(pod.orElseThrow().at("/spec/containers/0/resources/limits").toString())
                .isEqualTo("{\"cpu\":\"1\",\"memory\":\"1Gi\"}");
        assertThat(pod.get().at("/metadata/deletionTimestamp").asText()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(secret.orElseThrow().at("/data/a").asText()).isEqualTo("eA==");
    }

    @Test
    void whatDoesNotFitIsLeftAlone() {
        assertThat(stored("{apiVersion: v1, kind: ConfigMap, metadata: {}, date: {}}"))
                .isEmpty();
        assertThat(stored("{apiVersion: v1, kind: ConfigMap, metadata: {}, data: {a: 1}}"))
                .isEmpty();
        assertThat(stored("{apiVersion: v1, kind: ConfigMap, metadata: []}")).isEmpty();
        assertThat(stored("{apiVersion: apps/v1, kind: Deployment, spec: {replicas: '3'}}"))
                .isEmpty();
        assertThat(stored("{apiVersion: v1, kind: Secret, data: {a: '%%%'}}")).isEmpty();
    }

    @Test
    void nullIsAnEmptyValue() {
        assertThat(stored("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: null}"))
                .contains(tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}"));
    }

    @Test
    void kindsThatAreNotBuiltInHaveNoType() {
        assertThat(KINDS.find(Trees.yaml("{apiVersion: example.com/v1, kind: Pod}")))
                .isEmpty();
        assertThat(KINDS.find(Trees.yaml("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition}")))
                .isEmpty();
        assertThat(KINDS.named("core/v1.PodSpec")).isPresent();
        assertThat(KINDS.named("core/v1.Pod")).isPresent();
        assertThat(KINDS.named("core/v1.Nothing")).isEmpty();
    }
}
