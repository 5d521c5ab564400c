package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects and fields that somebody else has set, on a real API server. */
class TakeOverIT extends ClusterFixture {

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
    void leavesARestartAloneWhileItTakesOverOtherFieldsOfKubectl() {
        engine.applied(APP);
        patchDeployment("{\"spec\":{\"paused\":true,\"template\":{\"metadata\":{\"annotations\":"
                + "{\"kubectl.kubernetes.io/restartedAt\":\"2026-11-28T10:00:00Z\"}}}}}");

        engine.applied(APP.replace("image: web:1", "image: web:2"));

        var spec = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get()
                .getSpec();
        assertThat(spec.getPaused()).isNotEqualTo(true);
        assertThat(spec.getTemplate().getMetadata().getAnnotations())
                .containsExactly(Map.entry("kubectl.kubernetes.io/restartedAt", "2026-11-28T10:00:00Z"));
        assertThat(engine.applied(APP.replace("image: web:1", "image: web:2"))
                        .changes()
                        .hasChanges())
                .isFalse();
    }

    private void patchDeployment(String patch) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.STRATEGIC_MERGE)
                                .withFieldManager("kubectl-rollout")
                                .build(),
                        patch);
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
    void leavesIgnoredFieldsToOthers() {
        engine.applied(APP);
        client.apps().deployments().inNamespace(namespace).withName("web").scale(3);

        ApplyOutcome.Applied outcome = engine.applied(
                APP.replace("image: web:1", "image: web:2"),
                builder -> builder.ignoreRules(List.of(new FieldIgnoreRule(
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

    private void createAs(String fieldManager, ConfigMap configMap) {
        client.raw("/api/v1/namespaces/" + namespace + "/configmaps?fieldManager=" + fieldManager, "POST", configMap);
    }

    private static String configMap(String metadata) {
        return "apiVersion: v1\nkind: ConfigMap\n" + metadata + "\ndata: {colour: blue}\n";
    }
}
