package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.adapter.Fabric8ClusterApi;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What the real API server refuses, and the words that people read about it. {@code NS} stands for the namespace. */
class RefusalWordsIT extends ClusterFixture {

    private static final List<String> INTERNALS = List.of(
            "valueUnstructured",
            "v1.",
            "core.",
            "map[",
            "&{",
            "dial tcp",
            "x509",
            "json:",
            "Go struct",
            "typed patch",
            "regex used",
            "Exception");

    /** Manifest and the sentence about it. */
    private static final Map<String, String> FAULTS = Map.ofEntries(
            Map.entry(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: NS}, spec: {replicas: many, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}}}",
                    "spec.replicas must be a number, not a text"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: NS}, data: {list: [1, 2]}}",
                    "data.list must be a text, not a list"),
            Map.entry(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: NS}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: a, image: a}]}}}}",
                    "spec.template.metadata.labels: `selector` does not match template `labels`"),
            Map.entry(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: NS}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}}",
                    "spec.template.spec.containers[0].image is missing"),
            Map.entry(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: NS}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}, {name: a, image: b}]}}}}",
                    "spec.template.spec.containers holds two entries with name=\"a\""),
            Map.entry(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: NS}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a, resources: {limits: {memory: 1 Gi}}}]}}}}",
                    "a quantity of CPU, memory or storage cannot be read"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: Web_1, namespace: NS}}",
                    "metadata.name is \"Web_1\": a lowercase RFC 1123 subdomain must consist of"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: NS, labels: {a: " + "b".repeat(70)
                            + "}}}",
                    "must be no more than 63"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: NS, annotations: {a: "
                            + "b".repeat(300_000) + "}}}",
                    "metadata.annotations is too long"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: NS}, data: {a: "
                            + "b".repeat(1_100_000) + "}}",
                    "the object is too long"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: NS}, data: {a: "
                            + "b".repeat(3_300_000) + "}}",
                    "the object is larger than the API server takes"),
            Map.entry(
                    "{apiVersion: v1, kind: Service, metadata: {name: x, namespace: NS}, spec: {type: Nodeport, ports: [{port: 80}]}}",
                    "spec.type is \"Nodeport\": supported values"),
            Map.entry(
                    "{apiVersion: v1, kind: Service, metadata: {name: x, namespace: NS}, spec: {ports: [{port: 80, name: a}, {port: 80, name: b}]}}",
                    "spec.ports holds two entries with port=80, protocol=\"TCP\""),
            Map.entry(
                    "{apiVersion: v1, kind: Service, metadata: {name: x, namespace: NS}, spec: {ports: [{port: 80000}]}}",
                    "spec.ports[0].port is 80000: must be between 1 and 65535"),
            Map.entry(
                    "{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: NS}, data: {a: 'no*base64'}}",
                    "a value under data is not base64"),
            Map.entry(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: not-there}}",
                    "the namespace not-there does not exist"),
            Map.entry(
                    "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: x, namespace: NS}, subjects: [{kind: Nobody, name: a}], roleRef: {kind: Role, name: a, apiGroup: rbac.authorization.k8s.io}}",
                    "subjects[0].kind is \"Nobody\": supported values"),
            Map.entry(
                    "{apiVersion: batch/v1, kind: CronJob, metadata: {name: x, namespace: NS}, spec: {schedule: hourly, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}}",
                    "spec.schedule is \"hourly\""),
            Map.entry(
                    "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x, namespace: NS}, spec: {resources: {requests: {storage: 1Gi}}}}",
                    "spec.accessModes is missing"));

    @Test
    void saysInPlainWordsWhatTheApiServerRefuses() {
        SoftAssertions every = new SoftAssertions();
        FAULTS.forEach((manifest, sentence) -> {
            ApplyOutcome outcome = engine.apply(manifest);
            every.assertThat(outcome).as(sentence).isInstanceOf(ApplyOutcome.ApplyFailed.class);
            if (outcome instanceof ApplyOutcome.ApplyFailed failed) {
                String message = failed.failure().message();
                every.assertThat(message)
                        .contains("(app.yaml:1)")
                        .contains(sentence)
                        .doesNotContain("\n")
                        .doesNotContain(INTERNALS);
                every.assertThat(failed.failure().isTransient()).as(sentence).isFalse();
                every.assertThat(failed.failure().advice()).isNotBlank().doesNotContain(INTERNALS);
            }
        });
        every.assertAll();
    }

    @Test
    void saysWhatAQuotaAllows() {
        engine.applied(
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few, namespace: NS}, spec: {hard: {count/configmaps: '1'}}}");
        client.resourceQuotas()
                .inNamespace(namespace)
                .withName("few")
                .waitUntilCondition(
                        quota -> quota.getStatus() != null
                                && quota.getStatus().getUsed() != null
                                && !quota.getStatus().getUsed().isEmpty(),
                        30,
                        TimeUnit.SECONDS);

        ApplyFailure failure = engine.refused("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: NS}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: NS}}
                """).failure();

        assertThat(failure.message())
                .contains("the ResourceQuota few of the namespace " + namespace
                        + " is used up (asked for count/configmaps=1;");
    }

    @Test
    void saysThatAnotherServiceHasThePort() {
        String service =
                "{apiVersion: v1, kind: Service, metadata: {name: NAME, namespace: NS}, spec: {type: NodePort, ports: [{port: 80, nodePort: 31999}]}}";
        engine.applied(service.replace("NAME", "first"));

        ApplyFailure failure = engine.refused(service.replace("NAME", "second")).failure();

        assertThat(failure.message()).contains("spec.ports[0].nodePort is 31999: provided port is already allocated");
        assertThat(failure.advice()).contains("Choose another nodePort");
    }

    @Test
    void writesAMissingRightAsARule() {
        client.serviceAccounts()
                .inNamespace(namespace)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("weak")
                        .endMetadata()
                        .build())
                .create();
        try (ApplyFixture weak = new ApplyFixture(
                Fabric8ClusterApi.of(client), namespace, "weak", "system:serviceaccount:" + namespace + ":weak")) {
            ApplyFailure failure = weak.refused("{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: NS}}")
                    .failure();

            assertThat(failure.message())
                    .contains("the service account weak of the namespace " + namespace
                            + " may not patch configmaps in the namespace " + namespace);
            assertThat(failure.advice())
                    .contains("- {apiGroups: [\"\"], resources: [configmaps], verbs: [get, create, patch, delete]}");
        }
    }

    @Test
    void namesThePolicyAndTheWebhookThatIsAway() {
        engine.applied("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: away-NS}
                webhooks:
                  - name: away.example.com
                    clientConfig: {url: 'https://127.0.0.1:1/validate'}
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NS}}
                    rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [limitranges]}]
                    sideEffects: None
                    admissionReviewVersions: [v1]
                    timeoutSeconds: 1
                """);
        try {
            ApplyFailure failure = engine.refused(
                            "{apiVersion: v1, kind: LimitRange, metadata: {name: x, namespace: NS}, spec: {limits: []}}",
                            builder -> builder.patience(Duration.ofMillis(200)))
                    .failure();

            assertThat(failure.message())
                    .contains(
                            "the admission webhook away.example.com cannot be asked: its server refuses the connection");
            assertThat(failure.isTransient()).isTrue();
        } finally {
            client.admissionRegistration()
                    .v1()
                    .validatingWebhookConfigurations()
                    .withName("away-" + namespace)
                    .delete();
        }
    }
}
