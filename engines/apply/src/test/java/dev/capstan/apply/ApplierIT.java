package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.inventory.Inventory;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applying sets to a real API server. */
@WithCluster(crds = false)
class ApplierIT {

    private static final String APP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: NS
            data:
              colour: blue
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: NS
            spec:
              selector: {app: web}
              ports: [{port: 80, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: NS
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: web
                      image: web:1
                      resources: {limits: {cpu: 1000m, memory: 64Mi}}
                      ports: [{containerPort: 8080}]
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: token
              namespace: NS
            stringData:
              token: very-secret-value
            """;

    private KubernetesClient client;
    private String namespace;
    private ApplyFixture engine;

    @BeforeEach
    void start(KubernetesClient client, TestNamespace namespace) {
        this.client = client;
        this.namespace = namespace.name();
        this.engine = new ApplyFixture(client, namespace.name());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void createsEveryObjectWithOneRequest() {
        ApplyOutcome.Applied outcome = engine.applied(APP);

        assertThat(ApplyFixture.lines(outcome.changes()))
                .containsExactly(
                        "ConfigMap/" + namespace + "/settings created",
                        "Deployment/" + namespace + "/web created",
                        "Secret/" + namespace + "/token created",
                        "Service/" + namespace + "/web created");
        assertThat(outcome.record().requests()).isEqualTo(4);
        assertThat(outcome.inventory().size()).isEqualTo(4);
        ConfigMap settings =
                client.configMaps().inNamespace(namespace).withName("settings").get();
        assertThat(settings.getMetadata().getLabels())
                .containsEntry("kustomize.toolkit.fluxcd.io/name", "app")
                .containsEntry("kustomize.toolkit.fluxcd.io/namespace", namespace);
        assertThat(settings.getMetadata().getManagedFields()).singleElement().satisfies(entry -> {
            assertThat(entry.getManager()).isEqualTo("kustomize-controller");
            assertThat(entry.getOperation()).isEqualTo("Apply");
        });
    }

    @Test
    void asksNothingWhenEverythingMatches() {
        engine.applied(APP);

        ApplyOutcome.Applied again = engine.applied(APP);

        assertThat(again.record().requests()).isZero();
        assertThat(again.changes().hasChanges()).isFalse();
        assertThat(again.changes().count(Action.UNCHANGED)).isEqualTo(4);
    }

    @Test
    void knowsAfterARestartWhatMatchesWithoutWriting() {
        engine.applied(APP);

        try (ApplyFixture restarted = new ApplyFixture(engine.api, namespace, "app")) {
            ApplyOutcome.Applied again = restarted.applied(APP);

            assertThat(again.changes().hasChanges()).isFalse();
            // Only the Deployment: the API server rewrote its quantity, so its values cannot be compared.
            assertThat(again.record().requests()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void writesOnlyWhatChanged() {
        engine.applied(APP);

        ApplyOutcome.Applied changed = engine.applied(APP.replace("colour: blue", "colour: green"));

        assertThat(changed.changes().changeLog()).isEqualTo("ConfigMap/" + namespace + "/settings configured");
        assertThat(changed.record().requests()).isEqualTo(1);
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .containsEntry("colour", "green");
    }

    @Test
    void removesFieldsThatLeftTheManifest() {
        engine.applied(APP);

        engine.applied(APP.replace("colour: blue", "shape: round"));

        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .isEqualTo(Map.of("shape", "round"));
    }

    @Test
    void writesNothingOfAStageThatHoldsARejectedChange() {
        engine.applied(APP);

        ApplyOutcome.ApplyFailed failed =
                engine.refused(APP.replace("colour: blue", "colour: green").replace("replicas: 1", "replicas: -1"));

        assertThat(failed.changes().hasChanges()).isFalse();
        assertThat(failed.failure().message())
                .startsWith("Deployment/" + namespace + "/web (app.yaml:18) dry-run failed (Invalid): ")
                .contains("spec.replicas");
        assertThat(failed.failure().advice()).contains("spec.replicas");
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .containsEntry("colour", "blue");
    }

    @Test
    void recordsTheIntendedInventoryBeforeTheFirstWriteThatAddsToIt() {
        List<Inventory> recorded = new ArrayList<>();
        List<Boolean> wasEmpty = new ArrayList<>();
        ApplyRequest first =
                ApplyRequest.builder(engine.owner, engine.manifests(APP)).build();

        ApplyOutcome outcome = engine.applier.apply(
                first,
                engine.api,
                union -> {
                    wasEmpty.add(!engine.exists(engine.configMap("settings")));
                    recorded.add(union);
                    return Optional.empty();
                },
                new Cancellation());
        engine.applier.apply(
                ApplyRequest.builder(engine.owner, engine.manifests(APP.replace("blue", "red")))
                        .previous(outcome.inventory())
                        .build(),
                engine.api,
                union -> Optional.of("must not be asked"),
                new Cancellation());

        assertThat(wasEmpty).containsExactly(true);
        assertThat(recorded).containsExactly(outcome.inventory());
    }

    @Test
    void f117_appliesNothingWhenTheInventoryCannotBeRecorded() {
        ApplyOutcome outcome = engine.applier.apply(
                ApplyRequest.builder(engine.owner, engine.manifests(APP)).build(),
                engine.api,
                union -> Optional.of("status could not be written"),
                new Cancellation());

        assertThat(outcome).isInstanceOf(ApplyOutcome.ApplyFailed.class);
        assertThat(engine.exists(engine.configMap("settings"))).isFalse();
    }

    @Test
    void k037_appliesNothingWhenAnObjectIsDefinedTwice() {
        ApplyOutcome.ApplyFailed failed = engine.refused(APP + "---\n" + APP);

        assertThat(failed.failure().message())
                .startsWith("app.yaml:43: ConfigMap/" + namespace + "/settings is defined twice (first in app.yaml:1)");
        assertThat(failed.record().requests()).isZero();
    }

    @Test
    void namesTheObjectThatLacksANamespace() {
        ApplyOutcome.ApplyFailed failed = engine.refused("{apiVersion: v1, kind: ConfigMap, metadata: {name: lost}}");

        assertThat(failed.failure().message()).startsWith("ConfigMap/lost (app.yaml:1) namespace not specified");
        assertThat(failed.failure().isTransient()).isFalse();
    }

    @Test
    void namesTheKindThatIsNotServed() {
        ApplyOutcome.ApplyFailed failed =
                engine.refused("{apiVersion: example.com/v1, kind: Unknown, metadata: {name: x, namespace: NS}}");

        assertThat(failed.failure()).isInstanceOf(ApplyFailure.KindNotServed.class);
        assertThat(failed.failure().message())
                .contains("no matches for kind \"Unknown\" in version \"example.com/v1\"");
    }

    @Test
    void f133_appliesADefinitionAndItsResourceInOneGo() {
        String group = namespace + ".example.com";
        ApplyOutcome.Applied outcome = engine.applied("""
                apiVersion: GROUP/v1
                kind: Widget
                metadata: {name: one, namespace: NS}
                spec: {size: 1.50}
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.GROUP}
                spec:
                  group: GROUP
                  scope: Namespaced
                  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema:
                          type: object
                          x-kubernetes-preserve-unknown-fields: true
                """.replace("GROUP", group));

        assertThat(outcome.changes().count(Action.CREATED)).isEqualTo(2);
        ApplyOutcome.Applied again = engine.applied(
                "{apiVersion: GROUP/v1, kind: Widget, metadata: {name: one, namespace: NS}, spec: {size: 1.50}}"
                        .replace("GROUP", group));
        assertThat(again.record().requests()).isZero();
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("widgets." + group)
                .delete();
    }

    @Test
    void takesOverWhatKubectlSet() {
        createAs(
                "kubectl-client-side-apply",
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
                        .endMetadata()
                        .addToData("colour", "red")
                        .addToData("leftover", "yes")
                        .build());

        ApplyOutcome.Applied outcome = engine.applied(APP);

        ConfigMap settings =
                client.configMaps().inNamespace(namespace).withName("settings").get();
        assertThat(settings.getData()).isEqualTo(Map.of("colour", "blue"));
        assertThat(settings.getMetadata().getAnnotations()).isNullOrEmpty();
        assertThat(settings.getMetadata().getManagedFields()).hasSize(1);
        assertThat(outcome.changes().changes())
                .anySatisfy(change -> assertThat(change.note()).contains("taken over"));
    }

    @Test
    void keepsWhatKubectlSetWhenTheManifestAsksForMerge() {
        createAs(
                "kubectl-edit",
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .endMetadata()
                        .addToData("added", "yes")
                        .build());

        engine.applied(
                configMap("metadata: {name: settings, namespace: NS, annotations: {kustomize.toolkit.fluxcd.io/ssa:"
                        + " merge}}"));

        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .isEqualTo(Map.of("added", "yes", "colour", "blue"));
    }

    @Test
    void leavesAloneWhatSaysSoInTheClusterEvenWhenItWasNeverManaged() {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .addToAnnotations("kustomize.toolkit.fluxcd.io/reconcile", "Disabled")
                        .endMetadata()
                        .addToData("colour", "red")
                        .build())
                .create();

        ApplyOutcome.Applied outcome = engine.applied(configMap("metadata: {name: settings, namespace: NS}"));

        assertThat(ApplyFixture.lines(outcome.changes()))
                .containsExactly("ConfigMap/" + namespace + "/settings skipped");
        assertThat(outcome.waitable()).isEmpty();
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .containsEntry("colour", "red");
    }

    @Test
    void createsButNeverChangesWhatIsAppliedOnlyIfNotPresent() {
        String once = configMap(
                "metadata: {name: settings, namespace: NS, labels: {kustomize.toolkit.fluxcd.io/ssa: IfNotPresent}}");
        engine.applied(once);

        ApplyOutcome.Applied outcome = engine.applied(once.replace("blue", "green"));

        assertThat(ApplyFixture.lines(outcome.changes()))
                .containsExactly("ConfigMap/" + namespace + "/settings skipped");
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .containsEntry("colour", "blue");
    }

    @Test
    void f132_namesTheImmutableFieldWithOldAndNewValue() {
        engine.applied(APP);

        ApplyOutcome.ApplyFailed failed =
                engine.refused(APP.replace("matchLabels: {app: web}", "matchLabels: {app: other}")
                        .replace("labels: {app: web}", "labels: {app: other}"));

        assertThat(failed.failure()).isInstanceOf(ApplyFailure.ImmutableField.class);
        assertThat(failed.failure().message())
                .contains("apply failed (Invalid)")
                .contains("field is immutable")
                .contains("spec.selector.matchLabels.app from \"web\" to \"other\"");
        assertThat(failed.failure().advice()).contains("kustomize.toolkit.fluxcd.io/force: enabled");
    }

    @Test
    void f132_replacesOnlyTheObjectWithTheImmutableFieldWhenForced() {
        engine.applied(APP);
        String serviceUid = engine.live(engine.ref("", "v1", "Service", "web"))
                .at("/metadata/uid")
                .asText();
        String deploymentUid = engine.live(engine.ref("apps", "v1", "Deployment", "web"))
                .at("/metadata/uid")
                .asText();

        ApplyOutcome.Applied outcome = engine.applied(
                APP.replace("matchLabels: {app: web}", "matchLabels: {app: other}")
                        .replace("labels: {app: web}", "labels: {app: other}"),
                builder -> builder.force(true));

        assertThat(outcome.changes().changeLog()).isEqualTo("Deployment/" + namespace + "/web created");
        assertThat(engine.live(engine.ref("", "v1", "Service", "web"))
                        .at("/metadata/uid")
                        .asText())
                .isEqualTo(serviceUid);
        assertThat(engine.live(engine.ref("apps", "v1", "Deployment", "web"))
                        .at("/metadata/uid")
                        .asText())
                .isNotEqualTo(deploymentUid);
    }

    @Test
    void f132_neverDeletesForAManifestThatIsInvalidInItself() {
        engine.applied(APP);

        ApplyOutcome.ApplyFailed failed =
                engine.refused(APP.replace("port: 80,", "port: 80000,"), builder -> builder.force(true));

        assertThat(failed.failure()).isInstanceOf(ApplyFailure.Rejected.class);
        assertThat(engine.exists(engine.ref("", "v1", "Service", "web"))).isTrue();
    }

    @Test
    void d062_masksSecretValuesInRefusals() {
        engine.applied("""
                apiVersion: v1
                kind: Secret
                metadata: {name: token, namespace: NS}
                immutable: true
                stringData: {token: very-secret-value}
                """);

        ApplyOutcome.ApplyFailed immutable = engine.refused("""
                apiVersion: v1
                kind: Secret
                metadata: {name: token, namespace: NS}
                immutable: true
                stringData: {token: another-secret-value}
                """);
        ApplyOutcome.ApplyFailed undecodable = engine.refused("""
                apiVersion: v1
                kind: Secret
                metadata: {name: broken, namespace: NS}
                data: {token: "not*base64*at*all"}
                """);

        for (ApplyOutcome.ApplyFailed failed : List.of(immutable, undecodable)) {
            assertThat(failed.toString())
                    .doesNotContain("very-secret-value")
                    .doesNotContain("another-secret-value")
                    .doesNotContain("YW5vdGhlci1zZWNyZXQtdmFsdWU=")
                    .doesNotContain("not*base64*at*all");
        }
        assertThat(immutable.failure().message()).contains("immutable");
    }

    @Test
    void y042_sendsNumbersWithoutLoss() {
        engine.applied("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: NS
                  annotations: {big: "9007199254740993"}
                data: {yes: "0777"}
                """);

        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("settings")
                        .get()
                        .getData())
                .isEqualTo(Map.of("yes", "0777"));
    }

    @Test
    void saysWhichFieldsItDropped() {
        ApplyOutcome.Applied outcome = engine.applied(APP.replace("replicas: 1", "replicas: 1\n  replica: 3"));

        assertThat(outcome.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.field()).isEqualTo("spec.replica");
            assertThat(notice.toString()).startsWith("app.yaml:18: Deployment/" + namespace + "/web spec.replica: ");
        });
    }

    @Test
    void leavesIgnoredFieldsToOthers() {
        engine.applied(APP);
        client.apps().deployments().inNamespace(namespace).withName("web").scale(3);

        ApplyOutcome.Applied outcome = engine.applied(
                APP.replace("image: web:1", "image: web:2"),
                builder -> builder.ignoreRules(List.of(new IgnoreRule(
                        List.of("/spec/replicas"),
                        manifest -> manifest.id().kind().equals("Deployment")))));

        assertThat(outcome.changes().changeLog()).isEqualTo("Deployment/" + namespace + "/web configured");
        var web = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get();
        assertThat(web.getSpec().getReplicas()).isEqualTo(3);
        assertThat(web.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("web:2");
    }

    @Test
    void refusesAnIgnoreRuleThatIsNoPointerBeforeAnythingIsSent() {
        ApplyOutcome.ApplyFailed failed = engine.refused(
                APP,
                builder -> builder.ignoreRules(List.of(new IgnoreRule(List.of("spec.replicas"), manifest -> true))));

        assertThat(failed.failure().message()).isEqualTo("'spec.replicas' of the ignore rules is no JSON pointer");
        assertThat(failed.record().requests()).isZero();
    }

    @Test
    void recordsEveryObjectWithHashesThatTellChangesApart() {
        ApplyOutcome.Applied first = engine.applied(APP);
        ApplyOutcome.Applied second = engine.applied(APP.replace("blue", "green"));

        var before = entry(first, "ConfigMap");
        var after = entry(second, "ConfigMap");
        assertThat(before.before()).isEmpty();
        assertThat(after.before()).isEqualTo(before.after()).isNotEmpty();
        assertThat(after.after()).isNotEqualTo(after.before());
        assertThat(second.record().objects()).hasSize(4);
        assertThat(second.record().revision()).isEqualTo("main@sha1:abc");
    }

    private static dev.capstan.apply.record.ApplyRecord.Entry entry(ApplyOutcome.Applied outcome, String kind) {
        return outcome.record().objects().stream()
                .filter(entry -> entry.id().kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** Creates as a command line does that is no applier. */
    private void createAs(String fieldManager, ConfigMap configMap) {
        client.raw("/api/v1/namespaces/" + namespace + "/configmaps?fieldManager=" + fieldManager, "POST", configMap);
    }

    private static String configMap(String metadata) {
        return "apiVersion: v1\nkind: ConfigMap\n" + metadata + "\ndata: {colour: blue}\n";
    }
}
