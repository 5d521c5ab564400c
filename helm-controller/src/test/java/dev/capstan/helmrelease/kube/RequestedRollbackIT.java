package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitKeys;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rollbacks that somebody asks for by the annotation, against a real API server. */
class RequestedRollbackIT extends HelmControllerFixture {

    private static final String DRIFT = "driftDetection: {mode: enabled}\nvalues: {data: {k: one}}";

    @Test
    void goesBackStaysThereIsKeptFromDriftAndEndsWithANewerChart() {
        upgraded("web", DRIFT);

        ask("web", "1@a");
        HelmRelease rolledBack = awaitRevision("web", 3);
        assertThat(condition(rolledBack, "Ready").orElseThrow().message())
                .contains("web.v1 with chart web@1.0.0 succeeded", "chart version 1.1.0", "held back");
        assertThat(data("web-settings")).containsEntry("chart", "1.0.0").containsEntry("revision", "1");
        patiently()
                .untilAsserted(() ->
                        assertThat(messages("web")).anyMatch(it -> it.startsWith("Helm rollback to previous release")));

        request("web", "another-pass");
        await("web", it -> "another-pass".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(records()).containsExactly("v1 superseded", "v2 superseded", "v3 deployed");

        edit("web-settings", "{\"data\":{\"k\":\"changed\"}}");
        patiently().untilAsserted(() -> assertThat(data("web-settings")).containsEntry("k", "one"));
        assertThat(records()).endsWith("v3 deployed");

        publish("1.2.0", Map.of("config.yaml", CONFIG));
        awaitReady("web", 4);
        assertThat(data("web-settings")).containsEntry("chart", "1.2.0");
        assertThat(condition(resource("web").get(), "Ready").orElseThrow().reason())
                .isEqualTo("UpgradeSucceeded");
    }

    @Test
    void isRememberedByAControllerThatWasKilled() {
        upgraded("web", "values: {data: {k: one}}");
        ask("web", "1@a");
        awaitRevision("web", 3);

        kill();
        restart();
        request("web", "after-the-restart");

        HelmRelease after =
                await("web", it -> "after-the-restart".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(condition(after, "Ready").map(Condition::reason)).contains("RollbackSucceeded");
        assertThat(records()).endsWith("v3 deployed").hasSize(3);
    }

    @Test
    void anUnknownRevisionAndHostileValuesAreRefusedOnceAndChangeNothing() {
        upgraded("web", "values: {data: {k: one}}");

        for (String value : List.of(
                "9@a",
                "2@current",
                "previous",
                "-1",
                "1; kubectl delete ns apps",
                "\u001b[2J\n1",
                "x".repeat(100_000))) {
            ask("web", value);
            String token = "after " + value.hashCode();
            request("web", token);
            HelmRelease refused = await("web", it -> token.equals(it.getStatus().lastHandledReconcileAt()));

            var record = Objects.requireNonNull(refused.getStatus().rollback(), value);
            assertThat(record.failure()).contains("was refused").hasSizeLessThan(400);
            assertThat(record.request()).hasSizeLessThanOrEqualTo(128);
            assertThat(condition(refused, "Ready").orElseThrow().reason()).isEqualTo("UpgradeSucceeded");
        }
        assertThat(records()).containsExactly("v1 superseded", "v2 deployed");
    }

    @Test
    void aSuspendedReleaseIsLeftAloneAndRolledBackInsteadOfUpgradedWhenItIsResumed() {
        upgraded("web", "values: {data: {k: one}}");
        release("web", "suspend: true\nvalues: {data: {k: one}}");

        ask("web", "1@a");
        request("web", "while-suspended");
        await("web", it -> "while-suspended".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(records()).containsExactly("v1 superseded", "v2 deployed");

        release("web", "suspend: false\nvalues: {data: {k: one}}");

        awaitRevision("web", 3);
        assertThat(data("web-settings")).containsEntry("chart", "1.0.0");
        assertThat(records()).endsWith("v3 deployed");
    }

    @Test
    void aRollbackThatFailsIsLeftForANewerChart() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "second.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-second
                  annotations: {helm.sh/hook: pre-rollback}
                """));
        release("web", "values: {data: {k: one}}");
        awaitReady("web", 1);
        publish("1.1.0", Map.of("config.yaml", CONFIG));
        awaitReady("web", 2);
        // What a rollback would write is not allowed any more.
        namespace.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata:
                  name: none
                spec:
                  hard: {count/configmaps: "0"}
                """);
        patiently()
                .until(() -> namespace
                                .client()
                                .resourceQuotas()
                                .inNamespace(namespace.name())
                                .withName("none")
                                .get()
                                .getStatus()
                                .getHard()
                        != null);

        ask("web", "1@a");
        HelmRelease failed = awaitReason("web", "RollbackFailed");
        assertThat(condition(failed, "Stalled").filter(Condition::holds)).isPresent();
        request("web", "again");
        await("web", it -> "again".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(records()).endsWith("v3 failed").hasSize(3);

        namespace
                .client()
                .resourceQuotas()
                .inNamespace(namespace.name())
                .withName("none")
                .delete();
        publish("1.2.0", Map.of("config.yaml", CONFIG));

        awaitReady("web", 4);
        assertThat(records()).endsWith("v3 failed", "v4 deployed");
    }

    /** A release at its second revision: chart 1.0.0, then 1.1.0. */
    private void upgraded(String name, String spec) {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release(name, spec);
        awaitReady(name, 1);
        publish("1.1.0", Map.of("config.yaml", CONFIG));
        awaitReady(name, 2);
    }

    private HelmRelease awaitRevision(String name, int revision) {
        return await(
                name,
                it -> it.getStatus().rollback() != null
                        && it.getStatus().rollback().revision() == revision
                        && it.getStatus().rollback().failure() == null
                        && condition(it, "Ready").filter(Condition::holds).isPresent());
    }

    /** As the command does it: what is asked for and a request, in one change. */
    private void ask(String name, String value) {
        annotateAsJson(
                name, Map.of(ToolkitKeys.ROLLBACK, value, ToolkitKeys.REQUESTED_AT, "rollback " + value.hashCode()));
    }

    private void request(String name, String token) {
        annotateAsJson(name, Map.of(ToolkitKeys.REQUESTED_AT, token));
    }

    private void annotateAsJson(String name, Map<String, String> annotations) {
        var patch = JsonNodeFactory.instance.objectNode();
        var node = patch.putObject("metadata").putObject("annotations");
        annotations.forEach(node::put);
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }
}
