package dev.capstan.argo.compare.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Trees;
import org.junit.jupiter.api.Test;

class DefaultsTest {

    private static final BuiltInKinds KINDS = BuiltInKinds.load();
    private static final Defaults DEFAULTS = Defaults.load();

    private static JsonNode completed(String yaml) {
        ObjectNode object = CanonicalTree.of(Trees.yaml(yaml)).orElseThrow();
        DEFAULTS.complete(KINDS.find(object).orElseThrow(), object);
        return object;
    }

    @Test
    void everyLineOfTheTableNamesAFieldThatThereIs() {
        for (String row : BuiltInKinds.rows("defaults.txt")) {
            String[] columns = row.split(" ", 3);
            assertThat(KINDS.named(columns[0]).flatMap(type -> type.field(columns[1])))
                    .as(row)
                    .isPresent();
        }
    }

    @Test
    void aDeploymentRollsAndItsContainersArePulledByTheirTag() {
        JsonNode deployment = completed("""
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  template:
                    spec:
                      containers:
                      - {name: a, image: "r:5000/a"}
                      - {name: b, image: "b:latest", livenessProbe: {httpGet: {port: 1}}}
                      - {name: c, image: "c@sha256:0"}
                      - {name: d, image: "d:1", ports: [{containerPort: 80}]}
                      volumes: [{name: v}, {name: w, secret: {secretName: s}}]
                """);

        assertThat(deployment.at("/spec/strategy").toString())
                .isEqualTo(
                        "{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxUnavailable\":\"25%\",\"maxSurge\":\"25%\"}}");
        JsonNode pod = deployment.at("/spec/template/spec");
        assertThat(pod.path("containers").findValuesAsText("imagePullPolicy"))
                .containsExactly("Always", "Always", "IfNotPresent", "IfNotPresent");
        assertThat(pod.at("/containers/1/livenessProbe/httpGet/scheme").asText())
                .isEqualTo("HTTP");
        assertThat(pod.at("/containers/1/livenessProbe/periodSeconds").asInt()).isEqualTo(10);
        assertThat(pod.at("/containers/3/ports/0/protocol").asText()).isEqualTo("TCP");
        assertThat(pod.at("/volumes/0").has("emptyDir")).isTrue();
        assertThat(pod.at("/volumes/1").has("emptyDir")).isFalse();
        assertThat(pod.at("/volumes/1/secret/defaultMode").asInt()).isEqualTo(420);
        assertThat(pod.has("enableServiceLinks")).isFalse();
    }

    @Test
    void aRecreatingDeploymentDoesNotRoll() {
        assertThat(completed("{apiVersion: apps/v1, kind: Deployment, spec: {strategy: {type: Recreate}}}")
                        .at("/spec/strategy")
                        .toString())
                .isEqualTo("{\"type\":\"Recreate\"}");
    }

    @Test
    void aServiceIsReachedAtItsPort() {
        JsonNode service = completed("""
                apiVersion: v1
                kind: Service
                spec: {type: LoadBalancer, sessionAffinity: ClientIP, ports: [{port: 80}, {port: 1, targetPort: http}]}
                """);

        assertThat(service.at("/spec/ports/0/targetPort").asInt()).isEqualTo(80);
        assertThat(service.at("/spec/ports/1/targetPort").asText()).isEqualTo("http");
        assertThat(service.at("/spec/externalTrafficPolicy").asText()).isEqualTo("Cluster");
        assertThat(service.at("/spec/internalTrafficPolicy").asText()).isEqualTo("Cluster");
        assertThat(service.at("/spec/allocateLoadBalancerNodePorts").asBoolean())
                .isTrue();
        assertThat(service.at("/spec/sessionAffinityConfig/clientIP/timeoutSeconds")
                        .asInt())
                .isEqualTo(10_800);
    }

    @Test
    void aPodAsksForWhatItIsLimitedTo() {
        JsonNode pod = completed("""
                apiVersion: v1
                kind: Pod
                spec:
                  hostNetwork: true
                  containers:
                  - {name: a, ports: [{containerPort: 80}], resources: {limits: {cpu: "1"}, requests: {memory: 1Mi}}}
                """);

        assertThat(pod.at("/spec/containers/0/resources/requests").toString())
                .isEqualTo("{\"memory\":\"1Mi\",\"cpu\":\"1\"}");
        assertThat(pod.at("/spec/containers/0/ports/0/hostPort").asInt()).isEqualTo(80);
        assertThat(pod.at("/spec/enableServiceLinks").asBoolean()).isTrue();
    }

    @Test
    void otherKindsGetWhatTheirFieldsAskFor() {
        assertThat(completed("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {egress: [{}]}}")
                        .at("/spec/policyTypes")
                        .toString())
                .isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(completed("{apiVersion: batch/v1, kind: Job, spec: {parallelism: 2}}")
                        .at("/spec")
                        .has("completions"))
                .isFalse();
        assertThat(completed("{apiVersion: batch/v1, kind: Job, spec: {}}")
                        .at("/spec/completions")
                        .asInt())
                .isEqualTo(1);
        assertThat(completed("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        roleRef: {kind: Role, name: r}
                        subjects: [{kind: User, name: u}, {kind: ServiceAccount, name: s}]
                        """).toString())
                .contains("{\"kind\":\"User\",\"name\":\"u\",\"apiGroup\":\"rbac.authorization.k8s.io\"}")
                .contains("{\"kind\":\"ServiceAccount\",\"name\":\"s\"}");
        assertThat(completed("{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: {behavior: {}}}")
                        .at("/spec/behavior/scaleUp/policies")
                        .size())
                .isEqualTo(2);
        assertThat(completed("{apiVersion: v1, kind: Namespace, metadata: {name: team}}")
                        .at("/metadata/labels")
                        .toString())
                .isEqualTo("{\"kubernetes.io/metadata.name\":\"team\"}");
        assertThat(completed("{apiVersion: apps/v1, kind: StatefulSet, spec: {updateStrategy: {type: OnDelete}}}")
                        .at("/spec/updateStrategy")
                        .toString())
                .isEqualTo("{\"type\":\"OnDelete\"}");
    }

    @Test
    void aJobIsCompletedAndTheTemplateOfOneIsNot() {
        assertThat(completed("{apiVersion: batch/v1, kind: Job, spec: {}}")
                        .path("spec")
                        .toString())
                .isEqualTo("{\"completionMode\":\"NonIndexed\",\"suspend\":false,\"manualSelector\":false,"
                        + "\"completions\":1,\"parallelism\":1,\"backoffLimit\":6,"
                        + "\"podReplacementPolicy\":\"TerminatingOrFailed\"}");
        assertThat(completed("{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {parallelism: 2}}}}")
                        .at("/spec/jobTemplate/spec")
                        .toString())
                .isEqualTo("{\"parallelism\":2}");
    }

    @Test
    void whatIsNoObjectWhereOneShouldBeIsLeftAlone() {
        assertThat(completed("{apiVersion: v1, kind: Pod, spec: {containers: 5, volumes: [3]}}")
                        .at("/spec/containers")
                        .asInt())
                .isEqualTo(5);
        assertThat(completed("{apiVersion: v1, kind: Service, spec: [1]}")
                        .path("spec")
                        .size())
                .isEqualTo(1);
    }

    /** Manifests that were written for older versions have it. */
    @Test
    void anEmptyTextIsFilledInAsWell() {
        JsonNode binding = completed("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                roleRef: {apiGroup: "", kind: Role, name: r}
                subjects:
                - {apiGroup: "", kind: User, name: u}
                - {apiGroup: "", kind: ServiceAccount, name: s, namespace: n}
                """);
        JsonNode service =
                completed("{apiVersion: v1, kind: Service, spec: {type: '', ports: [{port: 1, protocol: ''}]}}");

        assertThat(binding.at("/roleRef/apiGroup").asText()).isEqualTo("rbac.authorization.k8s.io");
        assertThat(binding.at("/subjects/0/apiGroup").asText()).isEqualTo("rbac.authorization.k8s.io");
        assertThat(binding.at("/subjects/1/apiGroup").asText()).isEmpty();
        assertThat(service.at("/spec/type").asText()).isEqualTo("ClusterIP");
        assertThat(service.at("/spec/ports/0/protocol").asText()).isEqualTo("TCP");
    }
}
