package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Applications whose objects are made by Kustomize and Helm, come from several places, from behind a password, or are Applications. */
class SourcesIT extends ApplicationFixture {
    private static final String AUTOMATED = """
            syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
            """;
    private static final Map<String, String> CHART = Map.of(
            "chart/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}\n",
            "chart/values.yaml", "value: default\n",
            "chart/templates/config.yaml", """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: "{{ .Release.Name }}-config"}
                    data:
                      value: {{ .Values.value | quote }}
                      namespace: {{ .Release.Namespace }}
                    """);

    @Test
    void kustomizeWithOptionsOfTheApplication() {
        repository.commit(
                "Base",
                Map.of(
                        "base/kustomization.yaml", "resources: [config.yaml]\n",
                        "base/config.yaml", configMap("config", "base"),
                        "overlay/kustomization.yaml", """
                        resources: [../base]
                        patches:
                          - target: {kind: ConfigMap}
                            patch: '[{op: replace, path: /data/value, value: overlay}]'
                        """));

        applyFrom("path: overlay\n  kustomize: {namePrefix: pre-, commonAnnotations: {team: web}}");

        awaitValue("pre-config", "overlay");
        assertThat(live("pre-config").get().getMetadata().getAnnotations()).containsEntry("team", "web");
        assertThat(synced().sourceType()).isEqualTo("Kustomize");
    }

    @Test
    void aChartWithValuesOfTheApplication() {
        repository.commit("Chart", CHART);

        applyFrom("path: chart\n  helm: {releaseName: shop, valuesObject: {value: own}}");

        awaitValue("shop-config", "own");
        assertThat(live("shop-config").get().getData()).containsEntry("namespace", app);
        assertThat(synced().sourceType()).isEqualTo("Helm");
    }

    @Test
    void aChartWithValuesFromElsewhere() {
        repository.commit("Chart", CHART);
        repository.commit("Values", Map.of("environments/prod/values.yaml", "value: prod\n"));

        applyObject("", """
                project: default
                sources:
                  - repoURL: %1$s
                    targetRevision: main
                    path: chart
                    helm: {valueFiles: [$values/environments/prod/values.yaml]}
                  - repoURL: %1$s
                    targetRevision: main
                    ref: values
                destination: {server: "https://kubernetes.default.svc", namespace: %2$s}
                """.formatted(server.url("team/config"), app) + AUTOMATED);

        awaitValue(app + "-config", "prod");
        ApplicationStatus status = await(it -> sync(it).equals("Synced"));
        assertThat(Objects.requireNonNull(status.sync()).revisions()).hasSize(2);
        assertThat(status.sourceTypes()).hasSize(2);
    }

    @Test
    void aPasswordThatComesLaterIsHeardOf() {
        server.requireBasic("user", "right");
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        assertThat(await(it -> conditions(it).contains("ComparisonError")).conditions())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).doesNotContain("right"));

        client.resource("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                  namespace: %s
                  labels: {argocd.argoproj.io/secret-type: repository}
                stringData: {type: git, url: "%s", username: user, password: right}
                """.formatted(app, plane, server.url("team/config"))).create();

        awaitSynced(first);
        awaitValue("one", "a");
    }

    @Test
    void anApplicationOfApplications() {
        String child = app + "-child";
        repository.write("children/child.yaml", """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                  finalizers: [resources-finalizer.argocd.argoproj.io]
                spec:
                  project: default
                  source: {repoURL: "%s", targetRevision: main, path: environments/prod}
                  destination: {server: "https://kubernetes.default.svc", namespace: %s}
                  syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}
                """.formatted(child, server.url("team/config"), app));
        commit(Map.of("one.yaml", configMap("one", "a")));

        applyObject("finalizers: [resources-finalizer.argocd.argoproj.io]\n", """
                project: default
                source: {repoURL: "%s", targetRevision: main, path: children}
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                syncPolicy: {automated: {prune: true, selfHeal: true}}
                """.formatted(
                        server.url("team/config"), plane));

        awaitValue("one", "a");
        ApplicationStatus status =
                await(it -> sync(it).equals("Synced") && phase(it).equals("Succeeded"));
        assertThat(Objects.requireNonNull(status.summary()).isAppOfApps()).isTrue();
        assertThat(application(child)).isPresent();

        application().delete();

        patiently().until(() -> find().isEmpty());
        assertThat(application(child)).isEmpty();
        awaitGone("one");
    }

    private Optional<Application> application(String name) {
        return Optional.ofNullable(client.resources(Application.class)
                .inNamespace(plane)
                .withName(name)
                .get());
    }

    private void applyFrom(String source) {
        applyObject("", """
                project: default
                source:
                  repoURL: %s
                  targetRevision: main
                  %s
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                """.formatted(server.url("team/config"), source, app) + AUTOMATED);
    }

    private ApplicationStatus synced() {
        return await(it -> sync(it).equals("Synced"));
    }
}
