package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static dev.capstan.kustomization.kube.Manifests.droppedPort;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Kustomization does when all goes well. */
class KustomizationIT extends ControllerFixture {

    @Test
    void appliesSubstitutesWaitsAndRecords() {
        publish(
                FIRST,
                Map.of(
                        "app/kustomization.yaml",
                        "resources: [app.yaml]\n",
                        "app/app.yaml",
                        configMap("settings", "region: ${region}\n  size: n${count:=3}") + "---\n"
                                + deployment("web")));

        kustomization("app", """
                path: ./app
                prune: true
                wait: true
                timeout: 2m
                commonMetadata:
                  labels: {team: blue}
                postBuild:
                  substitute: {region: eu-west}
                """);

        Kustomization ready = awaitReady("app", FIRST);
        KustomizationStatus status = ready.getStatus();
        ConfigMap settings = live("settings").orElseThrow();
        assertThat(settings.getData()).containsEntry("region", "eu-west").containsEntry("size", "n3");
        assertThat(settings.getMetadata().getLabels())
                .containsEntry("team", "blue")
                .containsEntry("kustomize.toolkit.fluxcd.io/name", "app")
                .containsEntry("kustomize.toolkit.fluxcd.io/namespace", namespace.name());
        assertThat(status.lastAppliedRevision()).isEqualTo(FIRST);
        assertThat(status.lastAttemptedRevision()).isEqualTo(FIRST);
        assertThat(status.observedGeneration()).isEqualTo(ready.getMetadata().getGeneration());
        assertThat(inventory(ready))
                .containsExactlyInAnyOrder(
                        namespace.name() + "_settings__ConfigMap", namespace.name() + "_web_apps_Deployment");
        assertThat(status.history()).hasSize(1);
        assertThat(status.history().getFirst().lastReconciledStatus()).isEqualTo("ReconciliationSucceeded");
        Conditions conditions = Conditions.of(status.conditions());
        assertThat(conditions.get(Condition.READY).orElseThrow().message()).isEqualTo("Applied revision: " + FIRST);
        assertThat(conditions.get(Condition.HEALTHY).orElseThrow().message()).startsWith("Health check passed in ");
        assertThat(conditions.get(Condition.RECONCILING)).isEmpty();
        patiently()
                .untilAsserted(() -> assertThat(events("app"))
                        .extracting(Event::getMessage)
                        .anyMatch(message ->
                                message.contains("ConfigMap/%s/settings created".formatted(namespace.name())))
                        .anyMatch(message -> message.startsWith("Health check passed in "))
                        .anyMatch(message -> message.startsWith("Reconciliation finished in ")));
    }

    @Test
    void s01_substitutedTextArrivesWhole() {
        Map<String, String> values =
                Map.of("hash", "a #b", "colon", "a: b", "alias", "*x", "quotes", "'q' t", "blank", "end ");
        publish(
                FIRST,
                Map.of(
                        "a.yaml",
                        configMap(
                                "a",
                                values.keySet().stream()
                                        .map(key -> "%1$s: \"${%1$s}\"".formatted(key))
                                        .collect(joining("\n  ")))));

        kustomization(
                "app",
                "prune: true\npostBuild:\n  substitute:\n"
                        + values.entrySet().stream()
                                .map(value -> "    %s: \"%s\"".formatted(value.getKey(), value.getValue()))
                                .collect(joining("\n")));

        awaitReady("app", FIRST);
        assertThat(data("a")).isEqualTo(values);
    }

    @Test
    void b01_whatABuildDropsIsAnEventAndReadyAllTheSame() {
        publish(FIRST, droppedPort(""));

        kustomization("app", "prune: true");

        assertThat(ready(awaitReady("app", FIRST)).message()).isEqualTo("Applied revision: " + FIRST);
        patiently()
                .untilAsserted(() -> assertThat(events("app"))
                        .filteredOn(event -> event.getMessage().startsWith("Warnings of the build:"))
                        .singleElement()
                        .satisfies(event -> assertThat(event.getType()).isEqualTo("Normal"))
                        .extracting(Event::getMessage)
                        .asString()
                        .contains("patch.yaml:6: ", "{name: https, port: 443} is dropped", "Service/web"));
    }

    @Test
    void prunesWhatLeftTheRevision() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v"), "b.yaml", configMap("b", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        assertThat(live("b")).isPresent();

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: v")));

        Kustomization ready = awaitReady("app", SECOND);
        assertThat(live("a")).isPresent();
        patiently().until(() -> live("b").isEmpty());
        assertThat(inventory(ready)).containsExactly(namespace.name() + "_a__ConfigMap");
    }

    @Test
    void revisionThatChangesNothingIsOnlyNoted() {
        publish(FIRST, Map.of("app/a.yaml", configMap("a", "k: v"), "other/b.yaml", "ignored: 1"));
        kustomization("app", "path: app\nprune: true");
        awaitReady("app", FIRST);
        String before = live("a").orElseThrow().getMetadata().getResourceVersion();

        publish(SECOND, Map.of("app/a.yaml", configMap("a", "k: v"), "other/b.yaml", "ignored: 2"));

        awaitReady("app", SECOND);
        assertThat(live("a").orElseThrow().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    /** As an artifact that includes others has it, when one of these changes. */
    @Test
    void otherContentAtTheSameRevisionIsApplied() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        publish(FIRST, Map.of("a.yaml", configMap("a", "k: two")));

        patiently().until(() -> "two".equals(data("a").get("k")));
    }

    /** As after a commit that changes no file of the artifact. */
    @Test
    void sameContentAtAnotherRevisionIsNoted() {
        Map<String, String> files = Map.of("a.yaml", configMap("a", "k: v"));
        publish(FIRST, files);
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        publish(SECOND, files);

        awaitReady("app", SECOND);
    }

    @Test
    void labelledConfigMapWakesUpWhoeverSubstitutesFromIt() {
        namespace.apply(vars("one"));
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: ${word}")));
        kustomization("app", "prune: true\npostBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}");
        awaitReady("app", FIRST);
        assertThat(data("a")).containsEntry("k", "one");

        namespace.apply(vars("two"));

        patiently().until(() -> "two".equals(data("a").get("k")));
    }

    @Test
    void suspendedIsLeftAloneUntilResumed() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        kustomization("app", "prune: true\nsuspend: true");
        publish(SECOND, Map.of("a.yaml", configMap("a", "k: two")));
        request("app", "while-suspended");
        await("app", it -> "while-suspended".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(data("a")).containsEntry("k", "one");

        kustomization("app", "prune: true\nsuspend: false");

        awaitReady("app", SECOND);
        assertThat(data("a")).containsEntry("k", "two");
    }

    @Test
    void manyKustomizationsDownloadAnArtifactOnce() {
        var files = new HashMap<String, String>();
        for (int i = 0; i < 10; i++) {
            files.put("app-%d/a.yaml".formatted(i), configMap("a-" + i, "k: v"));
        }
        int before = artifacts.requests();
        publish(FIRST, files);

        for (int i = 0; i < 10; i++) {
            kustomization("app-" + i, "path: app-%d\nprune: true".formatted(i));
        }

        for (int i = 0; i < 10; i++) {
            awaitReady("app-" + i, FIRST);
        }
        assertThat(artifacts.requests() - before).isEqualTo(1);
    }

    private static String vars(String word) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: vars\n  labels:\n    reconcile.fluxcd.io/watch: Enabled\ndata:\n  word: %s\n"
                .formatted(word);
    }
}
