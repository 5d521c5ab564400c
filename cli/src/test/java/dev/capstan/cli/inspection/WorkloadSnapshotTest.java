package dev.capstan.cli.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.inspection.Readiness.State;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadSnapshotTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void anAvailableDeploymentIsReady() {
        assertThat(readiness("", "availableReplicas: 1, readyReplicas: 1, replicas: 1, updatedReplicas: 1")
                        .isReady())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dial tcp: lookup registry.invalid: no such host                          | registry does not answer (dial tcp
            dial tcp 10.0.0.1:5000: connect: connection refused                      | registry does not answer
            unexpected status code 404: manifest unknown                             | no such image or tag
            pull access denied, authorization failed: no basic auth credentials      | wants a login
            tls: failed to verify certificate: x509: signed by unknown authority     | do not trust the certificate
            http: server gave HTTP response to HTTPS client                          | speaks plain HTTP
            something that nobody foresaw                                            | something that nobody foresaw
            """)
    void anImageThatCannotBePulledIsNamedWithTheCause(String said, String words) {
        Readiness readiness = readiness(
                "containerStatuses: [{name: manager, image: r/x:1, ready: false, state: {waiting: {reason: ImagePullBackOff}}}]",
                "replicas: 1",
                event("Failed", "web-1", "Failed to pull image \\\"r/x:1\\\": " + said));

        assertThat(readiness.isBlocked()).isTrue();
        assertThat(readiness.message()).contains("r/x:1", words);
        assertThat(readiness.fix()).isPresent();
    }

    @Test
    void aContainerThatEndsAgainAndAgainSaysHowItEnded() {
        assertThat(crashing("{reason: Error, exitCode: 3, message: no rights}").message())
                .contains("again and again", "exit code 3, no rights");
        assertThat(crashing("{reason: OOMKilled, exitCode: 137}").line()).contains("memory");
    }

    private static Readiness crashing(String last) {
        return readiness(
                "containerStatuses: [{name: manager, image: x, ready: false, restartCount: 3,"
                        + " state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: " + last + "}}]",
                "replicas: 1");
    }

    @Test
    void aMissingSecretIsSaid() {
        Readiness readiness = readiness(
                "containerStatuses: [{name: manager, image: x, ready: false, state: {waiting:"
                        + " {reason: CreateContainerConfigError, message: 'secret \"capstan-nats\" not found'}}}]",
                "replicas: 1");

        assertThat(readiness.line()).contains("capstan-nats", "capstan install");
    }

    @Test
    void aVolumeThatIsNotMadeIsTheCauseOfAPodWithoutANode() {
        String pod =
                "phase: Pending, conditions: [{type: PodScheduled, status: \"False\", reason: Unschedulable, message: 'unbound'}]";

        Readiness readiness = new WorkloadSnapshot(
                        deployment("replicas: 1"),
                        List.of(pod(pod)),
                        List.of(event("ProvisioningFailed", "data", "storageclass \\\"fast\\\" not found")),
                        List.of(Serialization.unmarshal(
                                "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, status: {phase: Pending}}",
                                PersistentVolumeClaim.class)))
                .readiness(NOW);

        assertThat(readiness.line()).contains("data is pending", "\"fast\" not found", "--storage-class");
        assertThat(readiness(pod.replace("unbound", "0/3 nodes: Insufficient memory"), "replicas: 1")
                        .line())
                .contains("Insufficient memory");
    }

    @Test
    void podsThatAreNotAdmittedAreSaid() {
        Readiness readiness = new WorkloadSnapshot(
                        deployment("replicas: 0"),
                        List.of(),
                        List.of(event("FailedCreate", "web-5d", "pods is forbidden: exceeded quota: critical-pods")),
                        List.of())
                .readiness(NOW);

        assertThat(readiness.line()).contains("exceeded quota", "ResourceQuota");
    }

    @Test
    void whatOnlyTakesTimeWaits() {
        assertThat(readiness("phase: Running", "replicas: 1", event("Unhealthy", "web-1", "Readiness probe failed")))
                .isEqualTo(Readiness.waiting("its pod runs and is not ready yet (Readiness probe failed)"));
        assertThat(readiness("phase: Pending", "replicas: 1").state()).isEqualTo(State.WAITING);
    }

    private static Readiness readiness(String pod, String status, Event... events) {
        return new WorkloadSnapshot(deployment(status), List.of(pod(pod)), List.of(events), List.of()).readiness(NOW);
    }

    private static Deployment deployment(String status) {
        return Serialization.unmarshal(
                """
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, generation: 1}, spec: {replicas: 1},
                  status: {observedGeneration: 1, conditions: [{type: Available, status: "%s"}], %s}}
                """.formatted(status.contains("available") ? "True" : "False", status), Deployment.class);
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("""
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: web-1}, spec: {containers: [],
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}, status: {%s}}
                """.formatted(status), Pod.class);
    }

    private static Event event(String reason, String object, String message) {
        return Serialization.unmarshal("""
                ---
                {apiVersion: v1, kind: Event, metadata: {name: e}, reason: %s, involvedObject: {name: %s}, message: "%s"}
                """.formatted(reason, object, message), Event.class);
    }
}
