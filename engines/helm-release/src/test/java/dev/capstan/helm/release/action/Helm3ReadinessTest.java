package dev.capstan.helm.release.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.health.Health;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Helm3ReadinessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "v1/Pod | {'status': {'conditions': [{'type': 'Ready', 'status': 'True'}]}} | Current | It is ready",
                "v1/Pod | {'status': {'conditions': [{'type': 'Ready', 'status': 'False'}]}} | InProgress | not ready",
                "v1/PersistentVolumeClaim | {'status': {'phase': 'Bound'}} | Current | It is ready",
                "v1/PersistentVolumeClaim | {'status': {'phase': 'Pending'}} | InProgress | not bound",
                "v1/Service | {'spec': {'type': 'ExternalName'}} | Current | It is ready",
                "v1/Service | {'spec': {'type': 'ClusterIP'}} | InProgress | no address in the cluster",
                "v1/Service | {'spec': {'type': 'LoadBalancer', 'clusterIP': '1.2.3.4'}} | InProgress | load balancer",
                "v1/Service | {'spec': {'type': 'LoadBalancer', 'clusterIP': 'x', 'externalIPs': ['y']}} | Current | It is ready",
                "v1/Service | {'spec': {'type': 'LoadBalancer', 'clusterIP': 'x'}, 'status': {'loadBalancer': {'ingress': [{}]}}} | Current | It is ready",
                "apps/v1/ReplicaSet | {'spec': {'replicas': 2}, 'status': {'readyReplicas': 1}} | InProgress | 1 of 2 Pods",
                "apps/v1/ReplicaSet | {'spec': {'replicas': 2}, 'status': {'readyReplicas': 2}} | Current | It is ready",
                "apiextensions.k8s.io/v1/CustomResourceDefinition | {} | InProgress | not established",
                "apiextensions.k8s.io/v1/CustomResourceDefinition | {'status': {'conditions': [{'type': 'NamesAccepted', 'status': 'False'}]}} | Current | It is ready",
                "batch/v1/Job | {'spec': {'completions': 2}, 'status': {'succeeded': 1}} | InProgress | 1 of 2 completions",
                "batch/v1/Job | {'spec': {'completions': 2}, 'status': {'succeeded': 2}} | Current | It is ready",
                "batch/v1/Job | {'spec': {'backoffLimit': 0}, 'status': {'failed': 1}} | Failed | Job Failed",
                "v1/Pod | {'metadata': {'deletionTimestamp': 'now'}} | Terminating | Resource scheduled for deletion",
            })
    void judgesAsHelm3Does(String kind, String fields, String status, String message) throws IOException {
        Health health = assess(kind, fields);

        assertThat(health.status().word()).isEqualTo(status);
        assertThat(health.message()).contains(message);
    }

    /** Old Pods may be among those that are ready; what is left after them is surely new. */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 1, 1, InProgress",
        "3, 3, 2, 2, InProgress",
        "3, 4, 1, 4, InProgress",
        "3, 5, 3, 4, InProgress",
        "3, 4, 3, 4, Current",
        "3, 3, 3, 3, Current",
        "4, 4, 4, 3, Current",
        "8, 8, 8, 6, Current",
        "8, 8, 8, 5, InProgress"
    })
    void waitsUntilEnoughNewPodsOfADeploymentAreReady(int wanted, int pods, int updated, int ready, String status)
            throws IOException {
        Health health = assess(
                "apps/v1/Deployment",
                "{'metadata': {'generation': 2}, 'spec': {'replicas': %d, 'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxUnavailable': '25%%', 'maxSurge': '25%%'}}}, 'status': {'observedGeneration': 2, 'replicas': %d, 'updatedReplicas': %d, 'readyReplicas': %d}}"
                        .formatted(wanted, pods, updated, ready));

        assertThat(health.status().word()).isEqualTo(status);
    }

    @Test
    void looksAtADeploymentWhenItsControllerHasDone() throws IOException {
        assertThat(assess("apps/v1/Deployment", "{'metadata': {'generation': 2}, 'spec': {'replicas': 0}}")
                        .isCurrent())
                .isFalse();
        assertThat(assess("apps/v1/Deployment", "{'spec': {'replicas': 3, 'paused': true}}")
                        .isCurrent())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 3, 3, a, Current",
        "3, 0, 2, 3, a, InProgress",
        "3, 0, 3, 2, a, InProgress",
        "3, 0, 3, 3, b, InProgress",
        "3, 2, 1, 3, b, Current"
    })
    void waitsForTheUpdatedPodsOfAStatefulSet(
            int wanted, int partition, int updated, int ready, String current, String status) throws IOException {
        Health health = assess(
                "apps/v1/StatefulSet",
                "{'spec': {'replicas': %d, 'updateStrategy': {'type': 'RollingUpdate', 'rollingUpdate': {'partition': %d}}}, 'status': {'updatedReplicas': %d, 'readyReplicas': %d, 'currentRevision': '%s', 'updateRevision': 'a'}}"
                        .formatted(wanted, partition, updated, ready, current));

        assertThat(health.status().word()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "RollingUpdate, 4, 4, 3, Current",
        "RollingUpdate, 4, 4, 2, InProgress",
        "RollingUpdate, 4, 3, 4, InProgress",
        "OnDelete, 4, 0, 0, Current"
    })
    void waitsForTheUpdatedPodsOfADaemonSet(String strategy, int wanted, int updated, int ready, String status)
            throws IOException {
        Health health = assess(
                "apps/v1/DaemonSet",
                "{'spec': {'updateStrategy': {'type': '%s', 'rollingUpdate': {'maxUnavailable': 1}}}, 'status': {'desiredNumberScheduled': %d, 'updatedNumberScheduled': %d, 'numberReady': %d}}"
                        .formatted(strategy, wanted, updated, ready));

        assertThat(health.status().word()).isEqualTo(status);
    }

    @Test
    void waitsForNothingElse() throws IOException {
        assertThat(Helm3Readiness.of(manifest("example.org/v1/Database", "{}"), true))
                .isEmpty();
        assertThat(Helm3Readiness.of(manifest("v1/ConfigMap", "{}"), true)).isEmpty();
        assertThat(Helm3Readiness.of(manifest("batch/v1/Job", "{}"), false)).isEmpty();
    }

    private static Health assess(String kind, String fields) throws IOException {
        Manifest manifest = manifest(kind, fields);
        return Helm3Readiness.of(manifest, true).orElseThrow().assess(manifest.content(), Instant.EPOCH);
    }

    private static Manifest manifest(String kind, String fields) throws IOException {
        ObjectNode object = (ObjectNode) new ObjectMapper().readTree(fields.replace("'", "\""));
        int slash = kind.lastIndexOf('/');
        object.put("apiVersion", kind.substring(0, slash)).put("kind", kind.substring(slash + 1));
        object.withObject("/metadata").put("name", "a");
        return ((Manifest.Readable) Manifest.read(object, SourcePosition.unknown())).manifest();
    }
}
