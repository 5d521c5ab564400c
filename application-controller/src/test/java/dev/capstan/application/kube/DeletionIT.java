package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes with an Application that is deleted, and what stays. */
class DeletionIT extends ApplicationFixture {
    private static final String RESOURCES = "resources-finalizer.argocd.argoproj.io";

    @ParameterizedTest
    @ValueSource(strings = {"", "/foreground", "/background"})
    void itsObjectsGoBeforeIt(String how) {
        String first = commit(Map.of("one.yaml", configMap("one", "a"), "two.yaml", configMap("two", "a")));
        applyWith("finalizers: [" + RESOURCES + how + "]", "default");
        awaitSynced(first);

        application().delete();

        awaitGone("one");
        awaitGone("two");
        awaitApplicationGone();
    }

    @Test
    void withoutAFinalizerTheObjectsStay() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyWith("labels: {a: b}", "default");
        awaitSynced(first);

        application().delete();

        awaitApplicationGone();
        assertThat(value("one")).contains("a");
    }

    @Test
    void hooksOfTheDeletionRunBeforeAndAfter() {
        String hook = "metadata:\n  annotations: {argocd.argoproj.io/hook: %s}";
        String first = commit(Map.of(
                "one.yaml", configMap("one", "a"),
                "before.yaml", configMap("before", "b").replace("metadata:", hook.formatted("PreDelete")),
                "after.yaml", configMap("after", "c").replace("metadata:", hook.formatted("PostDelete"))));
        applyWith("finalizers: [" + RESOURCES + "]", "default");
        awaitSynced(first);
        assertThat(find().orElseThrow().getFinalizers())
                .contains(
                        RESOURCES,
                        "pre-delete-finalizer.argocd.argoproj.io",
                        "post-delete-finalizer.argocd.argoproj.io");
        assertThat(value("before")).isEmpty();

        Set<String> made = ConcurrentHashMap.newKeySet();

        try (Watch _ = client.configMaps().inNamespace(app).watch(new Additions(made))) {
            application().delete();
            awaitApplicationGone();
            patiently().until(() -> made, it -> it.containsAll(List.of("before", "after")));
        }

        awaitGone("one");
    }

    /** Notes what is made. */
    private record Additions(Set<String> made) implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap configMap) {
            if (action == Action.ADDED) {
                made.add(configMap.getMetadata().getName());
            }
        }

        @Override
        public void onClose(WatcherException cause) {}
    }

    @Test
    void whatIsToBeKeptIsKept() {
        String first = commit(Map.of(
                "one.yaml", configMap("one", "a"),
                "two.yaml",
                        configMap("two", "a")
                                .replace(
                                        "metadata:",
                                        "metadata:\n  annotations: {argocd.argoproj.io/sync-options: Delete=false}")));
        applyWith("finalizers: [" + RESOURCES + "]", "default");
        awaitSynced(first);

        application().delete();

        awaitApplicationGone();
        awaitGone("one");
        assertThat(value("two")).contains("a");
    }

    @Test
    void objectsOfOthersStay() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyWith("finalizers: [" + RESOURCES + "]", "default");
        awaitSynced(first);
        client.resource(configMap("other", "b").replace("metadata:", "metadata:\n  namespace: " + app))
                .create();

        application().delete();

        awaitApplicationGone();
        assertThat(value("other")).contains("b");
    }

    @Test
    void aDeletionWithoutAProjectSaysSoAndGoesOnWhenThereIsOne() {
        project();
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyWith("finalizers: [" + RESOURCES + "]", "team");
        awaitSynced(first);
        client.genericKubernetesResources("argoproj.io/v1alpha1", "AppProject")
                .inNamespace(plane)
                .withName("team")
                .delete();
        await(it -> conditions(it).contains("InvalidSpecError"));

        application().delete();

        assertThat(await(it -> conditions(it).contains("DeletionError")).conditions())
                .anySatisfy(it -> assertThat(it.message()).contains("team"));
        assertThat(value("one")).contains("a");
        project();
        awaitApplicationGone();
        awaitGone("one");
    }

    @Test
    void whoIsSkippedIsNotDeletedEither() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyWith("finalizers: [" + RESOURCES + "]", "default");
        awaitSynced(first);
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/skip-reconcile\":\"true\"}}}");

        application().delete();
        String other = app;
        app = other + "-b";
        applyWith("labels: {a: b}", "default");
        awaitSynced(first);
        application().delete();
        app = other;
        assertThat(find()).isPresent();
        assertThat(value("one")).contains("a");

        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/skip-reconcile\":null}}}");

        awaitApplicationGone();
        awaitGone("one");
    }

    private void applyWith(String metadata, String project) {
        applyObject(metadata + "\n", """
                project: %s
                source: {repoURL: "%s", targetRevision: main, path: environments/prod}
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}
                """.formatted(project, server.url("team/config"), app));
    }

    private void project() {
        client.resource("""
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: team, namespace: %s}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  clusterResourceWhitelist: [{group: "*", kind: "*"}]
                """.formatted(plane)).serverSideApply();
    }

    private void awaitApplicationGone() {
        patiently().alias("Application " + app).until(() -> find().isEmpty());
    }
}
