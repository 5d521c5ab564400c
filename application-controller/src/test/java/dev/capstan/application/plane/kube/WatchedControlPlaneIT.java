package dev.capstan.application.plane.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.argo.AppProject;
import dev.capstan.application.plane.PlaneChange;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.repository.Repository;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithCluster
class WatchedControlPlaneIT {
    private static final String URL = "https://git.example.com/team/shop";

    private final List<PlaneChange> changes = new CopyOnWriteArrayList<>();
    private KubernetesClient client;
    private TestNamespace namespace;
    private WatchedControlPlane plane;

    @BeforeEach
    void start(KubernetesClient shared, TestNamespace own) {
        client = shared;
        namespace = own;
        plane = new WatchedControlPlane(client, own.name(), Clock.systemUTC(), changes::add)
                .start(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    private Repository repository() {
        return switch (plane.now().repositories().find(URL, "")) {
            case Repositories.Lookup.Unusable(String why) -> throw new AssertionError(why);
            case Repositories.Lookup.Found(Repository repository) -> repository;
        };
    }

    @Test
    void theDefaultProjectIsMadeOnceAndLeftAsUsersHaveIt() {
        try (var maker = new DefaultProjectMaker(client, plane, namespace.name()).start()) {
            await().untilAsserted(() -> assertThat(plane.now().project("")).isPresent());
        }
        assertThat(plane.now().project("").orElseThrow().permitsSource(URL)).isTrue();
        assertThat(changes).contains(new PlaneChange.OfProject("default"));

        client.resources(AppProject.class)
                .inNamespace(namespace.name())
                .withName("default")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"sourceRepos\": [\"https://elsewhere/*\"]}}");
        await().untilAsserted(
                        () -> assertThat(plane.now().project("").orElseThrow().permitsSource(URL))
                                .isFalse());
        try (var maker = new DefaultProjectMaker(client, plane, namespace.name()).start()) {
            assertThat(plane.now().project("").orElseThrow().permitsSource(URL)).isFalse();
        }
    }

    @Test
    void aSecretThatAppearsIsUsedAndOthersAreNotEvenRead() {
        assertThat(repository().credentials().isEmpty()).isTrue();

        namespace.apply("""
                {"apiVersion": "v1", "kind": "Secret",
                 "metadata": {"name": "shop", "labels": {"argocd.argoproj.io/secret-type": "repository"}},
                 "stringData": {"url": "%s.git", "password": "word"}}
                """.formatted(URL));
        namespace.apply("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "other"},
                 "stringData": {"url": "%s", "password": "other"}}
                """.formatted(URL));

        await().untilAsserted(
                        () -> assertThat(repository().credentials().password()).isEqualTo("word"));
        assertThat(changes).containsOnlyOnce(new PlaneChange.OfRepositories());
    }

    @Test
    void settingsAreThoseOfTheConfigMapWithArgosLabel() {
        namespace.apply("""
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "argocd-cm", "labels": {"app.kubernetes.io/part-of": "argocd"}},
                 "data": {"timeout.reconciliation": "30s"}}
                """);

        await().untilAsserted(() ->
                assertThat(plane.now().settings().reconciliation()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(changes).contains(new PlaneChange.OfSettings());
    }

    @Test
    void aClusterThatIsTakenAwayIsGone() {
        namespace.apply("""
                {"apiVersion": "v1", "kind": "Secret",
                 "metadata": {"name": "far", "labels": {"argocd.argoproj.io/secret-type": "cluster"}},
                 "stringData": {"name": "far", "server": "https://far.example.com", "config": "{}"}}
                """);
        await().untilAsserted(() -> assertThat(plane.now().clusters().facts()).hasSize(1));

        client.secrets().inNamespace(namespace.name()).withName("far").delete();

        await().untilAsserted(() -> assertThat(plane.now().clusters().facts()).isEmpty());
        assertThat(changes).containsExactly(new PlaneChange.OfClusters(), new PlaneChange.OfClusters());
    }
}
