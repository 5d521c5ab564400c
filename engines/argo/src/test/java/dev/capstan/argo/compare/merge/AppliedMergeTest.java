package dev.capstan.argo.compare.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.builtin.BuiltInKinds;
import dev.capstan.argo.compare.builtin.Defaults;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Trees;
import org.junit.jupiter.api.Test;

class AppliedMergeTest {

    private static final BuiltInKinds KINDS = BuiltInKinds.load();
    private static final AppliedMerge MERGE = new AppliedMerge(Defaults.load());

    private static ObjectNode tree(String yaml) {
        return CanonicalTree.of(Trees.yaml(yaml)).orElseThrow();
    }

    private static ObjectNode predicted(String manifest, String live) {
        ObjectNode target = tree(manifest);
        ObjectNode predicted = MERGE.predict(KINDS.find(target), target, tree(live), "argocd-controller");
        ((ObjectNode) predicted.path("metadata")).remove("managedFields");
        return predicted;
    }

    private static final String LIVE = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: c
              labels: {ours: "1", theirs: "2"}
              managedFields:
              - {manager: argocd-controller, operation: Apply, fieldsV1: {"f:data": {"f:a": {}, "f:b": {}},
                  "f:metadata": {"f:labels": {"f:ours": {}}}}}
              - {manager: other, operation: Update, fieldsV1: {"f:data": {"f:b": {}, "f:c": {}},
                  "f:metadata": {"f:labels": {"f:theirs": {}}}}}
            data: {a: "1", b: "2", c: "3"}
            """;

    @Test
    void whatNobodyElseOwnsGoesWithTheManifestsField() {
        assertThat(predicted("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {d: '4'}}", LIVE))
                .isEqualTo(tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {theirs: '2'}},"
                        + " data: {b: '2', c: '3', d: '4'}}"));
    }

    @Test
    void theManifestWinsOverOthers() {
        assertThat(predicted(
                                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {ours: '1'}},"
                                        + " data: {a: '1', b: '9'}}",
                                LIVE)
                        .at("/data/b")
                        .asText())
                .isEqualTo("9");
    }

    @Test
    void withoutManagedFieldsNothingGoes() {
        assertThat(predicted(
                                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: '1'}}",
                                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: '1', b: '2'}}")
                        .path("data")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void portsAreKnownByAllTheirKeysAndTheDefaultOfThem() {
        String head = "{apiVersion: v1, kind: Pod, metadata: {}, spec: {containers: [{name: a, ports: ";

        assertThat(predicted(
                        head + "[{containerPort: 80, name: web}]}]}}",
                        head + "[{containerPort: 80, protocol: UDP}, {containerPort: 80, protocol: TCP}]}]}}"))
                .isEqualTo(tree(head + "[{containerPort: 80, protocol: UDP},"
                        + " {containerPort: 80, protocol: TCP, name: web}]}]}}"));
    }

    @Test
    void elementsThatOnlyWeAppliedGo() {
        String managed =
                "metadata: {managedFields: [{manager: argocd-controller, operation: Apply, fieldsV1: {'f:spec':"
                        + " {'f:containers': {'k:{\"name\":\"a\"}': {.: {}}, 'k:{\"name\":\"b\"}': {.: {}, 'f:image': {}}}}}}]}";

        assertThat(predicted(
                                "{apiVersion: v1, kind: Pod, metadata: {}, spec: {containers: [{name: a}]}}",
                                "{apiVersion: v1, kind: Pod, " + managed
                                        + ", spec: {containers: [{name: a}, {name: b, image: i}, {name: c}]}}")
                        .path("spec"))
                .isEqualTo(tree("{containers: [{name: a}, {name: c}]}"));
    }

    @Test
    void listsOfOtherKindsMergeByTheKeysThatManagedFieldsName() {
        String managed = "metadata: {managedFields: [{manager: x, operation: Update, fieldsV1: {'f:spec':"
                + " {'f:rules': {'k:{\"id\":1}': {.: {}, 'f:id': {}}}}}}]}";
        String manifest = "{apiVersion: example.com/v1, kind: W, metadata: {}, spec: {rules: [{id: 2}]}}";

        assertThat(predicted(
                                manifest,
                                "{apiVersion: example.com/v1, kind: W, " + managed + ", spec: {rules: [{id: 1}]}}")
                        .path("spec"))
                .isEqualTo(tree("{rules: [{id: 2}, {id: 1}]}"));
        assertThat(predicted(manifest, "{apiVersion: example.com/v1, kind: W, metadata: {}, spec: {rules: [{id: 1}]}}")
                        .path("spec"))
                .isEqualTo(tree("{rules: [{id: 2}]}"));
    }

    @Test
    void whatIsMarkedAsAWholeIsReplaced() {
        assertThat(predicted(
                                "{apiVersion: v1, kind: Pod, metadata: {}, spec: {nodeSelector: {a: b}}}",
                                "{apiVersion: v1, kind: Pod, metadata: {}, spec: {nodeSelector: {c: d}}}")
                        .path("spec"))
                .isEqualTo(tree("{nodeSelector: {a: b}}"));
    }

    @Test
    void brokenManagedFieldsOwnNothing() {
        assertThat(predicted(
                                "{apiVersion: v1, kind: ConfigMap, metadata: {}, data: {}}",
                                "{apiVersion: v1, kind: ConfigMap, metadata: {managedFields: [1, {manager:"
                                        + " argocd-controller, operation: Apply, fieldsV1: {x: {}, 'k:{': {}, 'i:z': {}}}]},"
                                        + " data: {a: '1'}}")
                        .path("data")
                        .size())
                .isEqualTo(1);
    }
}
