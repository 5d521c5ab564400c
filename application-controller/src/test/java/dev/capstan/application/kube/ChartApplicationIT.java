package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.Indexes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications whose charts lie in a repository of charts that wants a login. */
class ChartApplicationIT extends ApplicationFixture {
    private ChartServer charts;
    private String index = "";

    @BeforeEach
    void serveCharts() {
        charts = ChartServer.start();
        publish("1.0.0");
        charts.wantsLogin("reader", "open sesame");
        client.resource("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: %s
                          namespace: %s
                          labels: {argocd.argoproj.io/secret-type: repository}
                        stringData: {type: helm, url: '%s', username: reader, password: open sesame}
                        """.formatted(app, plane, charts.url())).serverSideApply();
    }

    @AfterEach
    void stopCharts() {
        client.secrets().inNamespace(plane).withName(app).delete();
        charts.close();
    }

    @Test
    void aNewerVersionWithinTheConstraintIsSynced() {
        applyObject("", """
                project: default
                source:
                  repoURL: %s
                  chart: web
                  targetRevision: ^1
                  helm: {releaseName: web, valuesObject: {color: blue}}
                destination: {server: 'https://kubernetes.default.svc', namespace: %s}
                syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}
                """.formatted(charts.url(), app));

        awaitValue("web", "blue 1.0.0");
        ApplicationStatus first = awaitSynced("1.0.0");
        assertThat(first.sourceType()).isEqualTo("Helm");

        publish("1.1.0");
        publish("2.0.0");
        patch("{\"metadata\": {\"annotations\": {\"argocd.argoproj.io/refresh\": \"normal\"}}}");

        awaitValue("web", "blue 1.1.0");
        ApplicationStatus second =
                await(it -> isSynced(it, "1.1.0") && it.history().size() == 2);
        assertThat(second.history()).extracting(it -> it.revision()).containsExactly("1.0.0", "1.1.0");
    }

    @Test
    void valuesLieInGit() {
        String commit = commit(Map.of("values.yaml", "color: green\n"));
        applyObject("", """
                project: default
                sources:
                - repoURL: %s
                  chart: web
                  targetRevision: 1.0.0
                  helm: {releaseName: web, valueFiles: [$config/environments/prod/values.yaml]}
                - repoURL: %s
                  targetRevision: main
                  ref: config
                destination: {server: 'https://kubernetes.default.svc', namespace: %s}
                syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}
                """.formatted(charts.url(), server.url("team/config"), app));

        awaitValue("web", "green 1.0.0");
        ApplicationStatus synced = await(it -> "Synced".equals(sync(it)));
        assertThat(Optional.ofNullable(synced.sync()).orElseThrow().revisions()).containsExactly("1.0.0", commit);
    }

    @Test
    void aLoginThatIsRefusedIsSaidAndNotShown() {
        client.secrets().inNamespace(plane).withName(app).edit(secret -> {
            secret.setStringData(Map.of("password", "marker"));
            return secret;
        });
        applyObject("", """
                project: default
                source: {repoURL: '%s', chart: web, targetRevision: ^1}
                destination: {server: 'https://kubernetes.default.svc', namespace: %s}
                """.formatted(charts.url(), app));

        ApplicationStatus failed = await(it -> conditions(it).contains("ComparisonError"));
        assertThat(failed.conditions().getFirst().message())
                .contains("HTTP 401", "it refuses the credentials of the Secret")
                .doesNotContain("marker");
        assertThat(controllerLog()).doesNotContain("marker");
    }

    /** One version more. */
    private void publish(String version) {
        var name = "web-" + version + ".tgz";
        index = index.isEmpty() ? Indexes.of("web", version, name) : Indexes.and(index, "web", version, name);
        charts.file("/" + name, Charts.packed("web", version, Map.of("templates/web.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}
                data:
                  value: {{ .Values.color }} {{ .Chart.Version }}
                """)))
                .file("/index.yaml", index);
    }
}
