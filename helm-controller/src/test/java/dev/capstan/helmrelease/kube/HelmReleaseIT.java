package dev.capstan.helmrelease.kube;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.InventoryEntry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a HelmRelease does when all goes well. */
class HelmReleaseIT extends HelmControllerFixture {

    @Test
    void installsAndRecords() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", """
                values: {data: {region: eu-west}}
                commonMetadata: {labels: {team: blue}}
                postRenderers:
                - kustomize:
                    patches:
                    - target: {kind: ConfigMap}
                      patch: '[{op: add, path: /data/patched, value: "yes"}]'
                """);

        HelmRelease ready = awaitReady("web", 1);
        HelmReleaseStatus status = ready.getStatus();
        assertThat(data("web-settings"))
                .containsEntry("region", "eu-west")
                .containsEntry("chart", "1.0.0")
                .containsEntry("patched", "yes");
        assertThat(configMap("web-settings").orElseThrow().getMetadata().getLabels())
                .containsEntry("team", "blue")
                .containsEntry("app.kubernetes.io/managed-by", "Helm")
                .containsEntry("helm.toolkit.fluxcd.io/name", "web")
                .containsEntry("helm.toolkit.fluxcd.io/namespace", namespace.name());
        assertThat(records()).containsExactly("v1 deployed");
        assertThat(history(ready)).containsExactly("v1 deployed 1.0.0");
        assertThat(requireNonNull(status.inventory()).entries())
                .extracting(InventoryEntry::id)
                .containsExactly(namespace.name() + "_web-settings__ConfigMap");
        assertThat(condition(ready, "Ready").orElseThrow().message())
                .isEqualTo("Helm install succeeded for release %s/web.v1 with chart web@1.0.0"
                        .formatted(namespace.name()));
        assertThat(condition(ready, "Reconciling")).isEmpty();
        assertThat(status.lastAttemptedRevision()).isEqualTo("1.0.0");
        assertThat(status.storageNamespace()).isEqualTo(namespace.name());
        patiently()
                .untilAsserted(() -> assertThat(messages("web"))
                        .anyMatch(message -> message.startsWith("Helm install succeeded for release")));
    }

    @Test
    void otherValuesAndAnotherChartAreUpgrades() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "values: {data: {k: one}}");
        awaitReady("web", 1);

        release("web", "values: {data: {k: two}}");
        awaitReady("web", 2);
        assertThat(data("web-settings")).containsEntry("k", "two").containsEntry("revision", "2");

        publish("1.1.0", Map.of("config.yaml", CONFIG));
        HelmRelease ready = awaitReady("web", 3);
        assertThat(data("web-settings")).containsEntry("chart", "1.1.0");
        assertThat(history(ready)).containsExactly("v3 deployed 1.1.0", "v2 superseded 1.0.0");
    }

    @Test
    void valuesOfAConfigMapWithoutAnyLabelAreFollowed() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        values("one");
        release("web", "valuesFrom: [{kind: ConfigMap, name: values}]");
        awaitReady("web", 1);
        assertThat(data("web-settings")).containsEntry("k", "one");

        values("two");

        awaitReady("web", 2);
        assertThat(data("web-settings")).containsEntry("k", "two");
    }

    private void values(String value) {
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: values}
                data:
                  values.yaml: 'data: {k: %s}'
                """.formatted(value));
    }

    @Test
    void aTemplateBecomesAHelmChartThatGoesWithTheHelmRelease() {
        release("web", "chart: {spec: {chart: web, version: 1.x, sourceRef: {kind: HelmRepository, name: charts}}}");
        String name = namespace.name() + "-web";
        patiently().until(() -> chart(name) != null);
        awaitReason("web", "SourceNotReady");

        offer(name, "1.0.0", Map.of("config.yaml", CONFIG));
        HelmRelease ready = awaitReady("web", 1);
        assertThat(ready.getStatus().helmChart()).isEqualTo(namespace.name() + "/" + name);

        resource("web").delete();
        patiently().until(() -> resource("web").get() == null);
        assertThat(chart(name)).isNull();
        assertThat(configMap("web-settings")).isEmpty();
        assertThat(records()).isEmpty();
    }

    private GenericKubernetesResource chart(String name) {
        return namespace
                .client()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "HelmChart")
                .inNamespace(namespace.name())
                .withName(name)
                .get();
    }

    @Test
    void aRequestIsHandledAndMakesNoRelease() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "");
        awaitReady("web", 1);

        annotate("web", Map.of("reconcile.fluxcd.io/requestedAt", "now"));

        await("web", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(records()).containsExactly("v1 deployed");

        annotate("web", Map.of("reconcile.fluxcd.io/requestedAt", "again", "reconcile.fluxcd.io/forceAt", "again"));

        awaitReady("web", 2);
        await("web", it -> "again".equals(it.getStatus().lastHandledForceAt()));
    }

    @Test
    void aSuspendedOneIsLeftAloneAndItsReleaseStaysWhenItIsDeleted() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "");
        awaitReady("web", 1);

        release("web", "suspend: true\nvalues: {data: {k: two}}");
        await(
                "web",
                it -> it.getStatus().observedGeneration() == it.getMetadata().getGeneration());
        assertThat(data("web-settings")).doesNotContainKey("k");
        resource("web").delete();

        patiently().until(() -> resource("web").get() == null);
        assertThat(records()).containsExactly("v1 deployed");
        assertThat(configMap("web-settings")).isPresent();
    }

    @Test
    void waitsForADependency() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "dependsOn: [{name: db}]");
        awaitReason("web", "DependencyNotReady");

        release("db", "");

        awaitReady("web", 1);
    }

    @Test
    void anExpressionDecidesOverADependency() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("db", "suspend: true");
        release("web", """
                dependsOn:
                - {name: db, readyExpr: "dep.metadata.labels['level'] == self.metadata.name"}
                """);
        HelmRelease waiting = awaitReason("web", "DependencyNotReady");
        assertThat(condition(waiting, "Ready").orElseThrow().message())
                .contains("%s/db".formatted(namespace.name()))
                .contains("readyExpr");

        resource("db").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"level\":\"web\"}}}");

        awaitReady("web", 1);
    }
}
