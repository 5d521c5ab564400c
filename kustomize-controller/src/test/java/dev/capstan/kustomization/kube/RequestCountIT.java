package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.cluster.CountingProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests the ways of a Kustomization of four objects cost, events and status included, watches not. */
@SuppressWarnings("NullAway.Init") // the proxy is made before the first test, by the fixture
class RequestCountIT extends ControllerFixture {

    private CountingProxy proxy;

    @Override
    Path kubeconfig(Path folder) throws IOException {
        proxy = CountingProxy.before(super.kubeconfig(folder));
        return proxy.kubeconfig(folder);
    }

    @AfterAll
    void stopCounting() {
        proxy.close();
    }

    /** From here on every kind is discovered and watched. */
    @BeforeEach
    void warmUp() {
        publish(FIRST, files("one"));
        kustomization("warm", "path: warm\nprune: true\nwait: true");
        awaitReady("warm", FIRST);
        startCounting();
    }

    @Test
    void installCostsAtMostTenRequests() {
        kustomization("app", "path: app\nprune: true\nwait: true");
        awaitReady("app", FIRST);

        assertThat(counted())
                .hasSizeLessThanOrEqualTo(10)
                .filteredOn(RequestCountIT::isObject)
                .hasSize(4);
    }

    @Test
    void passWithNothingToDoAsksForNoObject() {
        install();

        request("app", "now");
        await("app", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));

        assertThat(counted()).hasSizeLessThanOrEqualTo(3).noneMatch(RequestCountIT::isObject);
    }

    /** What a requested run says it verified, it has compared with the cluster: one list for each kind of the set. */
    @Test
    void requestedRunComparesWithOneListPerKind() {
        install();

        request("app", "now");
        await("app", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));

        proxy.settledRequests(namespace.name());
        assertThat(lists()).hasSize(3);
    }

    @Test
    void newRevisionListsNothing() {
        install();

        Map<String, String> files = files("one");
        files.put("app/a.yaml", configMap("app-a", "k: two"));
        publish(SECOND, files);
        awaitReady("app", SECOND);
        awaitReady("warm", SECOND);

        proxy.settledRequests(namespace.name());
        assertThat(lists()).isEmpty();
    }

    private List<String> lists() {
        return proxy.requests().stream()
                .filter(it -> it.equals("GET /api/v1/configmaps")
                        || it.equals("GET /apis/apps/v1/deployments")
                        || it.equals("GET /api/v1/services"))
                .toList();
    }

    @Test
    void oneChangedObjectCostsOneWrite() {
        install();

        Map<String, String> files = files("one");
        files.put("app/a.yaml", configMap("app-a", "k: two"));
        publish(SECOND, files);
        awaitReady("app", SECOND);
        awaitReady("warm", SECOND);

        assertThat(counted())
                .filteredOn(RequestCountIT::isObject)
                .containsExactly("PATCH /api/v1/namespaces/%s/configmaps/app-a".formatted(namespace.name()));
        assertThat(counted()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void severalChangedObjectsAreTriedBeforeTheyAreWritten() {
        install();

        Map<String, String> files = files("one");
        files.put("app/a.yaml", configMap("app-a", "k: two"));
        files.put("app/b.yaml", configMap("app-b", "k: two"));
        publish(SECOND, files);
        awaitReady("app", SECOND);

        assertThat(counted()).filteredOn(RequestCountIT::isObject).hasSize(4);
    }

    @Test
    void driftIsRepairedWithOneWrite() {
        install();

        edit("app-a", "{\"data\":{\"k\":\"edited\"}}");
        patiently().until(() -> messages("app").stream().anyMatch(it -> it.startsWith("Drift corrected")));

        // Taking the fields over from kubectl needs a patch and another apply.
        assertThat(counted()).filteredOn(RequestCountIT::isObject).hasSizeLessThanOrEqualTo(3);
        assertThat(data("app-a")).containsEntry("k", "one");
    }

    @Test
    void pruningCostsOneRequestPerObject() {
        install();

        Map<String, String> files = files("one");
        files.remove("app/a.yaml");
        files.remove("app/b.yaml");
        publish(SECOND, files);
        awaitReady("app", SECOND);

        assertThat(counted())
                .filteredOn(RequestCountIT::isObject)
                .containsExactlyInAnyOrder(
                        "DELETE /api/v1/namespaces/%s/configmaps/app-a".formatted(namespace.name()),
                        "DELETE /api/v1/namespaces/%s/configmaps/app-b".formatted(namespace.name()));
    }

    private void install() {
        kustomization("app", "path: app\nprune: true\nwait: true");
        awaitReady("app", FIRST);
        startCounting();
    }

    private Map<String, String> files(String word) {
        var files = new HashMap<String, String>();
        for (String app : List.of("warm", "app")) {
            files.put(app + "/a.yaml", configMap(app + "-a", "k: " + word));
            files.put(app + "/b.yaml", configMap(app + "-b", "k: " + word));
            files.put(app + "/web.yaml", deployment(app + "-web"));
            files.put(
                    app + "/service.yaml",
                    "apiVersion: v1\nkind: Service\nmetadata: {name: %1$s}\nspec: {selector: {app: %1$s}, ports: [{port: 80}]}\n"
                            .formatted(app + "-web"));
        }
        return files;
    }

    private static boolean isObject(String request) {
        return request.contains("/configmaps/") || request.contains("/deployments/") || request.contains("/services/");
    }

    private void startCounting() {
        proxy.settledRequests(namespace.name());
        proxy.reset();
    }

    /** The namespaces of earlier tests are still being cleared meanwhile. */
    private List<String> counted() {
        return proxy.settledRequests(namespace.name());
    }
}
