package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.testkit.http.RecordedRequest;
import dev.capstan.testkit.http.WebhookReceiver;
import dev.capstan.testkit.process.CapstanCommand;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart that is pushed is installed, and a new version of it is upgraded to. */
interface HelmContract extends InstalledScenario {

    /** The files of a chart with one ConfigMap. */
    private static Map<String, String> chart(String version) {
        return Map.of(
                "charts/web/Chart.yaml",
                "apiVersion: v2\nname: web\nversion: %s\n".formatted(version),
                "charts/web/values.yaml",
                "value: standard\n",
                "charts/web/templates/config.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: released}
                data: {value: "{{ .Values.value }} of {{ .Chart.Version }}"}
                """);
    }

    @Test
    default void installsAndUpgradesAChartThatIsPushed() {
        release();
        tenant().awaitValue("released", "ours of 1.0.0");

        tenant().push("second", chart("1.1.0"));

        tenant().awaitValue("released", "ours of 1.1.0");
        Awaitility.await().atMost(Tenant.SOON).until(() -> isReadyAt("1.1.0"));
        assertThat(cluster()
                        .client()
                        .secrets()
                        .inNamespace(tenant().name())
                        .withLabel("owner", "helm")
                        .list()
                        .getItems())
                .extracting(Secret::getType)
                .containsOnly("helm.sh/release.v1")
                .hasSize(2);

        releases().delete();
        tenant().awaitGone("released");
    }

    /** The command asks, the controller goes back and stays there; what is committed afterwards is installed. */
    @Test
    default void goesBackWhenTheCommandAsksAndOnWithANewerChart(@TempDir Path folder) throws Exception {
        release();
        tenant().awaitValue("released", "ours of 1.0.0");
        tenant().push("second", chart("1.1.0"));
        tenant().awaitValue("released", "ours of 1.1.0");
        Awaitility.await().atMost(Tenant.SOON).until(() -> isReadyAt("1.1.0"));

        CapstanCommand.Ended rollback = new CapstanCommand(cluster().kubeconfig(), tenant().name(), folder)
                .run("rollback", "helmrelease", "web");

        assertThat(rollback.code()).as(rollback.output()).isZero();
        assertThat(rollback.output())
                .startsWith("Asked for revision 1 of HelmRelease " + tenant().name() + "/web\n")
                .contains("chart version 1.1.0 and spec generation 1 are held back until chart, values or spec change");
        assertThat(tenant().configMap("released").map(it -> it.getData().get("value")))
                .contains("ours of 1.0.0");
        assertThat(releases().get().getStatus().rollback())
                .hasFieldOrPropertyWithValue("target", 1L)
                .hasFieldOrPropertyWithValue("revision", 3L);
        tenant().push("third", chart("1.2.0"));
        tenant().awaitValue("released", "ours of 1.2.0");
    }

    /** A webhook reaches repository, chart source and release; what the release then says of itself reaches people. */
    @Test
    default void aWebhookStartsAReleaseAndPeopleHearOfIt() throws Exception {
        try (WebhookReceiver people = WebhookReceiver.start()) {
            tenant().provider("chat", "generic", people.url("/releases"), "");
            tenant().namespace().apply("""
                            apiVersion: notification.toolkit.fluxcd.io/v1beta3
                            kind: Alert
                            metadata: {name: releases}
                            spec:
                              providerRef: {name: chat}
                              eventSources: [{kind: HelmRelease, name: web}]
                            """);
            tenant().push("first", chart("1.0.0"));
            tenant().namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: config}
                            spec: {interval: 1h, url: "%s", ref: {branch: main}}
                            """.formatted(tenant().git().url("config")));
            tenant().namespace().apply("""
                            apiVersion: helm.toolkit.fluxcd.io/v2
                            kind: HelmRelease
                            metadata: {name: web}
                            spec:
                              interval: 1h
                              chart:
                                spec: {chart: ./charts/web, sourceRef: {kind: GitRepository, name: config}}
                            """);
            tenant().awaitValue("released", "standard of 1.0.0");
            RecordedRequest installed =
                    people.await(Tenant.SOON, request -> request.text().contains("Helm install succeeded for release"));
            assertThat(installed.text())
                    .contains(
                            "\"kind\":\"HelmRelease\"",
                            "\"reason\":\"InstallSucceeded\"",
                            "\"severity\":\"info\"",
                            "\"revision\":\"1.0.0\"")
                    .doesNotContain("\"token\"");
            String path = tenant().receiver("push", """
                    {kind: GitRepository, name: config}, {kind: HelmChart, name: "%s-web"},
                    {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: web}""".formatted(tenant().name()));

            tenant().push("second", chart("1.1.0"));
            assertThat(callWebhook(path)).isEqualTo(200);

            tenant().awaitValue("released", "standard of 1.1.0");
            people.await(Tenant.SOON, request -> request.text().contains("Helm upgrade succeeded for release"));
            assertThat(releases().get().getStatus().lastHandledReconcileAt()).isNotNull();
        }
    }

    private void release() {
        tenant().push("first", chart("1.0.0"));
        tenant().source();
        tenant().namespace().apply("""
                        apiVersion: helm.toolkit.fluxcd.io/v2
                        kind: HelmRelease
                        metadata: {name: web}
                        spec:
                          interval: 1h
                          chart:
                            spec:
                              chart: ./charts/web
                              interval: 1s
                              sourceRef: {kind: GitRepository, name: config}
                          values: {value: ours}
                        """);
    }

    private boolean isReadyAt(String version) {
        var status = releases().get().getStatus();
        return status != null
                && version.equals(status.lastAttemptedRevision())
                && status.conditions().stream()
                        .anyMatch(it -> it.type().equals("Ready") && it.status().equals("True"));
    }

    private Resource<HelmRelease> releases() {
        return cluster()
                .client()
                .resources(HelmRelease.class)
                .inNamespace(tenant().name())
                .withName("web");
    }
}
