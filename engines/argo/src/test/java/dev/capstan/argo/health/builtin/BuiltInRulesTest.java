package dev.capstan.argo.health.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind by a table: what its fields are, and the health and message that follow. */
class BuiltInRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "spec: {paused: true}                                                          | Suspended Deployment is paused",
                "metadata: {generation: 2}, status: {observedGeneration: 1}                    | Progressing Waiting for rollout to finish: observed deployment generation less than desired generation",
                "status: {conditions: [{type: Progressing, reason: ProgressDeadlineExceeded}]}  | Degraded Deployment \"x\" exceeded its progress deadline",
                "spec: {replicas: 3}, status: {updatedReplicas: 2}                              | Progressing Waiting for rollout to finish: 2 out of 3 new replicas have been updated...",
                "status: {replicas: 3, updatedReplicas: 2}                                      | Progressing Waiting for rollout to finish: 1 old replicas are pending termination...",
                "status: {replicas: 2, updatedReplicas: 2, availableReplicas: 1}                | Progressing Waiting for rollout to finish: 1 of 2 updated replicas are available...",
                "spec: {replicas: 0}                                                            | Healthy",
                "metadata: {generation: 2}, status: {observedGeneration: 3}                     | Healthy"
            })
    void deployment(String fields, String health) {
        assertThat(shown("apps/v1", "Deployment", named(fields))).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{status: {readyReplicas: 1}}                                                   | Progressing Waiting for statefulset spec update to be observed...",
                "{metadata: {generation: 2}, status: {observedGeneration: 1}}                   | Progressing Waiting for statefulset spec update to be observed...",
                "{spec: {replicas: 3}, status: {observedGeneration: 1, readyReplicas: 1}}       | Progressing Waiting for 2 pods to be ready...",
                "{spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}}, status: {observedGeneration: 1, readyReplicas: 3, updatedReplicas: 1}} | Progressing Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...",
                "{spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}}, status: {observedGeneration: 1, readyReplicas: 3, updatedReplicas: 2}} | Healthy partitioned roll out complete: 2 new pods have been updated...",
                "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {}}}, status: {observedGeneration: 1}} | Healthy partitioned roll out complete: 0 new pods have been updated...",
                "{spec: {updateStrategy: {type: OnDelete}}, status: {observedGeneration: 1, readyReplicas: 2}} | Healthy statefulset has 2 ready pods",
                "{status: {observedGeneration: 1, updateRevision: b, currentRevision: a, updatedReplicas: 1}} | Progressing waiting for statefulset rolling update to complete 1 pods at revision b...",
                "{status: {observedGeneration: 1, updateRevision: b, currentRevision: b, currentReplicas: 2}} | Healthy statefulset rolling update complete 2 pods at revision b..."
            })
    void statefulSet(String object, String health) {
        assertThat(shown("apps/v1", "StatefulSet", object)).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "metadata: {generation: 2}                                                      | Progressing Waiting for rollout to finish: observed daemon set generation less than desired generation",
                "spec: {updateStrategy: {type: OnDelete}}, status: {desiredNumberScheduled: 2, updatedNumberScheduled: 1} | Healthy daemon set 1 out of 2 new pods have been updated",
                "status: {desiredNumberScheduled: 2, updatedNumberScheduled: 1}                 | Progressing Waiting for daemon set \"x\" rollout to finish: 1 out of 2 new pods have been updated...",
                "status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1} | Progressing Waiting for daemon set \"x\" rollout to finish: 1 of 2 updated pods are available...",
                "status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2} | Healthy"
            })
    void daemonSet(String fields, String health) {
        assertThat(shown("apps/v1", "DaemonSet", named(fields))).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "metadata: {generation: 2}                                                      | Progressing Waiting for rollout to finish: observed replica set generation less than desired generation",
                "status: {conditions: [{type: ReplicaFailure, status: 'True', message: quota}]} | Degraded quota",
                "status: {conditions: [{type: ReplicaFailure, status: 'False', message: quota}]} | Healthy",
                "spec: {replicas: 2}, status: {availableReplicas: 1}                            | Progressing Waiting for rollout to finish: 1 out of 2 new replicas are available...",
                "spec: {replicas: 2}, status: {availableReplicas: 2}                            | Healthy"
            })
    void replicaSet(String fields, String health) {
        assertThat(shown("apps/v1", "ReplicaSet", named(fields))).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{spec: {restartPolicy: Always}, status: {containerStatuses: [{state: {waiting: {reason: ErrImagePull, message: one}}}, {state: {waiting: {reason: CrashLoopBackOff, message: two}}}, {state: {waiting: {reason: CreateContainerConfigError, message: three}}}]}} | Degraded one, two, three",
                "{spec: {restartPolicy: Always}, status: {phase: Pending, containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}} | Progressing",
                "{spec: {restartPolicy: Never}, status: {phase: Pending, message: wait, containerStatuses: [{state: {waiting: {reason: ErrImagePull}}}]}} | Progressing wait",
                "{status: {phase: Succeeded}}                                                   | Healthy",
                "{status: {phase: Failed, message: evicted}}                                    | Degraded evicted",
                "{status: {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 0}}}, {name: b, state: {terminated: {exitCode: 2}}}]}} | Degraded container \"b\" failed with exit code 2",
                "{status: {phase: Failed, containerStatuses: [{state: {terminated: {reason: OOMKilled, exitCode: 137}}}]}} | Degraded OOMKilled",
                "{status: {phase: Failed, containerStatuses: [{state: {terminated: {message: no disk, exitCode: 1}}}]}} | Degraded no disk",
                "{status: {phase: Failed}}                                                      | Degraded",
                "{spec: {restartPolicy: Always}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}} | Healthy",
                "{spec: {restartPolicy: Always}, status: {phase: Running, containerStatuses: [{lastState: {terminated: {exitCode: 1}}}]}} | Degraded",
                "{spec: {restartPolicy: Always}, status: {phase: Running}}                      | Progressing",
                "{spec: {restartPolicy: OnFailure}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}} | Progressing",
                "{metadata: {annotations: {argocd.argoproj.io/ignore-restart-policy: 'true'}}, spec: {restartPolicy: Never}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}} | Healthy",
                "{metadata: {annotations: {argocd.argoproj.io/ignore-restart-policy: 'true', helm.sh/hook: pre-install}}, spec: {restartPolicy: Never}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}} | Progressing",
                "{status: {phase: Running}}                                                     | Unknown",
                "{status: {phase: Unknown, message: lost}}                                      | Unknown lost"
            })
    void pod(String object, String health) {
        assertThat(shown("v1", "Pod", object)).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{type: Complete, status: 'True', message: ok}]                                | Healthy ok",
                "[{type: Failed, status: 'False', message: bad}, {type: Complete}]               | Degraded bad",
                "[{type: Suspended, status: 'True', message: later}]                            | Suspended later",
                "[{type: Suspended, status: 'False', message: resumed}]                         | Healthy resumed",
                "[{type: SuccessCriteriaMet, status: 'True'}]                                   | Progressing",
                "[]                                                                             | Progressing"
            })
    void job(String conditions, String health) {
        assertThat(shown("batch/v1", "Job", "{status: {conditions: " + conditions + "}}"))
                .isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v1                      | Service               | {spec: {type: LoadBalancer}}                                         | Progressing",
                "v1                      | Service               | {spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{}]}}} | Healthy",
                "v1                      | Service               | {spec: {type: ClusterIP}}                                            | Healthy",
                "networking.k8s.io/v1    | Ingress               | {status: {loadBalancer: {ingress: [{ip: 10.0.0.1}]}}}                | Healthy",
                "extensions/v1beta1      | Ingress               | {}                                                                   | Progressing",
                "v1                      | PersistentVolumeClaim | {status: {phase: Bound}}                                             | Healthy",
                "v1                      | PersistentVolumeClaim | {status: {phase: Pending}}                                           | Progressing",
                "v1                      | PersistentVolumeClaim | {status: {phase: Lost}}                                              | Degraded",
                "v1                      | PersistentVolumeClaim | {}                                                                   | Unknown",
                "apiregistration.k8s.io/v1 | APIService          | {status: {conditions: [{type: Available, status: 'True', reason: Passed, message: ok}]}} | Healthy Passed: ok",
                "apiregistration.k8s.io/v1 | APIService          | {status: {conditions: [{type: Available, status: 'False', reason: Gone, message: bad}]}} | Progressing Gone: bad",
                "apiregistration.k8s.io/v1 | APIService          | {}                                                                   | Progressing Waiting to be processed",
                "argoproj.io/v1alpha1    | Workflow              | {}                                                                   | Progressing",
                "argoproj.io/v1alpha1    | Workflow              | {status: {phase: Running, message: going}}                              | Progressing going",
                "argoproj.io/v1alpha1    | Workflow              | {status: {phase: Succeeded}}                                         | Healthy",
                "argoproj.io/v1alpha1    | Workflow              | {status: {phase: Error, message: bad}}                                | Degraded bad",
                "argoproj.io/v1alpha1    | Workflow              | {status: {phase: Omitted}}                                           | Unknown"
            })
    void whatWaitsForOthers(String apiVersion, String kind, String object, String health) {
        assertThat(shown(apiVersion, kind, object)).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{type: AbleToScale, status: 'False', reason: FailedGetScale, message: bad}]    | Degraded bad",
                "[{type: AbleToScale, status: 'True', message: ok}, {type: ScalingActive, status: 'False', reason: InvalidSelector, message: bad}] | Degraded bad",
                "[{type: ScalingActive, status: 'True', message: x}, {type: ScalingLimited, status: 'True', message: most}] | Healthy most",
                "[{type: ScalingActive, status: 'False', reason: ScalingDisabled}]              | Progressing Waiting to Autoscale",
                "[]                                                                             | Progressing Waiting to Autoscale"
            })
    void autoscaler(String conditions, String health) {
        assertThat(shown("autoscaling/v2", "HorizontalPodAutoscaler", "{status: {conditions: " + conditions + "}}"))
                .isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"type\": \"AbleToScale\", \"status\": \"True\", \"message\": \"ok\"}] | Healthy ok",
                "[]                                                                        | Progressing Waiting to Autoscale",
            })
    void theFirstVersionOfAutoscalersKeepsItsConditionsInAnAnnotation(String annotation, String health) {
        assertThat(shown("autoscaling/v1", "HorizontalPodAutoscaler", annotated(annotation)))
                .isEqualTo(health);
    }

    @Test
    void anAnnotationThatIsNoListIsUnknown() {
        for (String odd : new String[] {"{bad", "{}", "7", "[".repeat(5_000)}) {
            assertThat(shown("autoscaling/v1", "HorizontalPodAutoscaler", annotated(odd)))
                    .startsWith("Unknown The HorizontalPodAutoscaler is not as it must be: its annotation");
        }
    }

    @Test
    void versionsWithoutARuleAreUnknown() {
        assertThat(shown("apps/v1beta2", "Deployment", "{}"))
                .isEqualTo("Unknown The health of a Deployment cannot be told in its version v1beta2, only in v1");
        assertThat(shown("autoscaling/v2beta2", "HorizontalPodAutoscaler", "{}"))
                .startsWith("Unknown");
    }

    @Test
    void fieldsOfAnotherTypeThanTheirKindHasAreUnknown() {
        assertThat(shown("apps/v1", "Deployment", "{spec: {replicas: '3'}}"))
                .isEqualTo(
                        "Unknown The Deployment is not as it must be: its field spec.replicas is not a whole number");
        assertThat(shown("v1", "Pod", "{status: {containerStatuses: {a: b}}, spec: {restartPolicy: Always}}"))
                .startsWith("Unknown");
        assertThat(shown("v1", "Service", "{spec: {type: [LoadBalancer]}}")).startsWith("Unknown");
        assertThat(shown("apps/v1", "Deployment", "{spec: {paused: 'true'}}")).startsWith("Unknown");
    }

    @Test
    void otherKindsHaveNoRule() {
        assertThat(assessed("v1", "ConfigMap", "{}")).isEmpty();
        assertThat(assessed("apps/v1", "ControllerRevision", "{}")).isEmpty();
        assertThat(assessed("argoproj.io/v1alpha1", "Application", "{status: {health: {status: Degraded}}}"))
                .isEmpty();
        assertThat(HealthStatus.ofWord("healthy")).isEmpty();
    }

    private static String named(String fields) {
        return fields.startsWith("metadata: {")
                ? "{" + fields.replaceFirst("metadata: \\{", "metadata: {name: x, ") + "}"
                : "{metadata: {name: x}, " + fields + "}";
    }

    private static String annotated(String conditions) {
        return "{metadata: {annotations: {autoscaling.alpha.kubernetes.io/conditions: '" + conditions + "'}}}";
    }

    private static String shown(String apiVersion, String kind, String object) {
        Health health = assessed(apiVersion, kind, object).orElseThrow();
        return (health.status().word() + " " + health.message()).strip();
    }

    private static Optional<Health> assessed(String apiVersion, String kind, String object) {
        int slash = apiVersion.indexOf('/');
        JsonNode node = new ObjectMapper().valueToTree(PlainYaml.read(object, Limits.DEFAULT));
        return BuiltInRules.assess(
                slash < 0 ? "" : apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind, node);
    }
}
