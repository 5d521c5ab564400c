package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.inventory.Inventory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Applying sets to a real API server. */
class ApplierIT extends ClusterFixture {

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
}
