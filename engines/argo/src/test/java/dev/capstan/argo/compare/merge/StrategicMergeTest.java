package dev.capstan.argo.compare.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.builtin.BuiltInKinds;
import dev.capstan.argo.object.Trees;
import org.junit.jupiter.api.Test;

class StrategicMergeTest {

    private static final BuiltInKinds KINDS = BuiltInKinds.load();

    private static JsonNode pod(String applied, String manifest, String live) {
        String head = "{apiVersion: v1, kind: Pod, spec: ";
        return merged(head + applied + "}", head + manifest + "}", head + live + "}")
                .path("spec");
    }

    private static ObjectNode merged(String applied, String manifest, String live) {
        ObjectNode target = Trees.yaml(manifest);
        return StrategicMerge.predict(KINDS.find(target).orElseThrow(), Trees.yaml(applied), target, Trees.yaml(live));
    }

    private static JsonNode pod(String manifest, String live) {
        return pod(manifest, manifest, live);
    }

    @Test
    void containersMergeByName() {
        assertThat(pod(
                        "{containers: [{name: a, image: x}]}",
                        "{containers: [{name: side, image: s}, {name: a, image: y, tty: true}]}"))
                .isEqualTo(Trees.yaml("{containers: [{name: side, image: s}, {name: a, image: x, tty: true}]}"));
    }

    @Test
    void elementsThatWereAppliedAndAreNotWantedAnyMoreGo() {
        assertThat(pod(
                        "{containers: [{name: a}, {name: b}]}",
                        "{containers: [{name: a}]}",
                        "{containers: [{name: a}, {name: b}, {name: c}]}"))
                .isEqualTo(Trees.yaml("{containers: [{name: a}, {name: c}]}"));
    }

    @Test
    void theManifestsOrderCounts() {
        assertThat(pod("{containers: [{name: b}, {name: a}]}", "{containers: [{name: a}, {name: x}, {name: b}]}"))
                .isEqualTo(Trees.yaml("{containers: [{name: x}, {name: b}, {name: a}]}"));
        assertThat(pod("{containers: [{name: b}]}", "{containers: [{name: a}, {name: b}]}"))
                .isEqualTo(Trees.yaml("{containers: [{name: a}, {name: b}]}"));
    }

    @Test
    void aPortForTwoProtocolsIsTwoPorts() {
        String both = "{containers: [{name: a, ports: [{containerPort: 53, protocol: UDP},"
                + " {containerPort: 53, protocol: TCP}]}]}";

        assertThat(pod(both, both)).isEqualTo(Trees.yaml(both));
    }

    @Test
    void plainValuesAreAddedToAListThatMerges() {
        String head = "{apiVersion: v1, kind: Pod, metadata: {finalizers: ";

        assertThat(merged(head + "[a, b]}}", head + "[b, c]}}", head + "[x, a, b]}}"))
                .isEqualTo(Trees.yaml(head + "[x, b, c]}}"));
        assertThat(merged(head + "[b, a]}}", head + "[b, a]}}", head + "[a, b]}}"))
                .isEqualTo(Trees.yaml(head + "[a, b]}}"));
    }

    @Test
    void aVolumeKeepsNoSourceThatTheManifestDoesNotName() {
        assertThat(pod(
                        "{volumes: [{name: v, configMap: {name: c}}]}",
                        "{volumes: [{name: v, emptyDir: {}}, {name: w, emptyDir: {}}]}"))
                .isEqualTo(Trees.yaml("{volumes: [{name: v, configMap: {name: c}}, {name: w, emptyDir: {}}]}"));
    }

    @Test
    void aStrategyKeepsOnlyWhatTheManifestNames() {
        String head = "{apiVersion: apps/v1, kind: Deployment, spec: {strategy: ";

        assertThat(merged(
                        head + "{type: Recreate}}}",
                        head + "{type: Recreate}}}",
                        head + "{type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}}"))
                .isEqualTo(Trees.yaml(head + "{type: Recreate}}}"));
        assertThat(merged(head + "{}}}", head + "{}}}", head + "{type: Recreate}}}"))
                .isEqualTo(Trees.yaml(head + "{type: Recreate}}}"));
    }

    @Test
    void otherListsAndSomeObjectsAreReplaced() {
        String head = "{apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {selector: ";

        assertThat(pod("{containers: [{name: a, args: [x]}]}", "{containers: [{name: a, args: [x, y]}]}"))
                .isEqualTo(Trees.yaml("{containers: [{name: a, args: [x]}]}"));
        assertThat(merged(
                        head + "{matchLabels: {a: b}}}}",
                        head + "{matchLabels: {a: b}}}}",
                        head + "{matchLabels: {a: b, c: d}}}}"))
                .isEqualTo(Trees.yaml(head + "{matchLabels: {a: b}}}}"));
    }

    @Test
    void claimsOfAStatefulSetMayHaveMoreFields() {
        String head = "{apiVersion: apps/v1, kind: StatefulSet, spec: {volumeClaimTemplates: ";
        String wanted = head + "[{metadata: {name: d}, spec: {accessModes: [a]}}]}}";
        String live = head + "[{metadata: {name: d}, spec: {accessModes: [a], volumeMode: F}, status: {phase: P}}]}}";

        assertThat(merged(wanted, wanted, live)).isEqualTo(Trees.yaml(live));
    }

    @Test
    void elementsWithoutTheirKeyAreComparedAsAWhole() {
        assertThat(pod("{containers: [{image: a}]}", "{containers: [{name: a}]}"))
                .isEqualTo(Trees.yaml("{containers: [{image: a}]}"));
    }

    @Test
    void unknownFieldsMergeLikeThoseOfOtherKinds() {
        assertThat(pod("{strange: {a: 1}}", "{strange: {b: 2}}")).isEqualTo(Trees.yaml("{strange: {a: 1, b: 2}}"));
    }
}
