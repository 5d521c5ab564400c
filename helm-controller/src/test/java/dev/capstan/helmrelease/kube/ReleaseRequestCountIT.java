package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.cluster.CountingProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How many requests passes over HelmReleases cost, events and status included, watches not. */
@SuppressWarnings("NullAway.Init") // the proxy is made before the first test, by the fixture
class ReleaseRequestCountIT extends HelmControllerFixture {

    private static final List<String> NAMES = List.of("one", "two", "three", "four");

    private static final Map<String, String> OBJECTS = Map.of(
            "config.yaml",
            CONFIG,
            "account.yaml",
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: {{ .Release.Name }}}\n",
            "service.yaml",
            "apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Release.Name }}}\nspec: {ports: [{port: 80}]}\n",
            "deployment.yaml",
            SLOW);

    private CountingProxy proxy;

    @Override
    Path kubeconfig(Path own) throws IOException {
        proxy = CountingProxy.before(super.kubeconfig(own));
        return proxy.kubeconfig(own);
    }

    @AfterAll
    void stopCounting() {
        proxy.close();
    }

    @Test
    void aPassWithNothingToDoReadsTheRecordsAndNothingElse() {
        install("interval: 2s");
        proxy.reset();

        patiently().until(() -> proxy.requests(namespace.name()).size() >= 3 * NAMES.size());

        assertThat(proxy.requests(namespace.name())).containsOnly(readsRecords());
    }

    @Test
    void aRequestedPassAlsoSaysThatItWasHandled() {
        install("interval: 1h");
        proxy.settledRequests(namespace.name());
        proxy.reset();

        NAMES.forEach(name -> annotate(name, Map.of("reconcile.fluxcd.io/requestedAt", "now")));
        NAMES.forEach(name -> await(name, it -> "now".equals(it.getStatus().lastHandledReconcileAt())));

        List<String> counted = proxy.settledRequests(namespace.name());
        assertThat(counted).filteredOn(readsRecords()::equals).hasSameSizeAs(NAMES);
        assertThat(counted)
                .filteredOn(request -> !request.equals(readsRecords()))
                .hasSameSizeAs(NAMES)
                .allMatch(request -> request.startsWith("PATCH ") && request.endsWith("/status"));
    }

    /** One release of four objects, from the beginning until it is ready and said to be. */
    @Test
    void anInstallCostsOneRequestForEachObjectAndAFewAround() {
        proxy.reset();
        publish("1.0.0", OBJECTS);

        release("one", "interval: 1h");

        awaitReady("one", 1);
        String core = "/api/v1/namespaces/" + namespace.name();
        String self = "/apis/helm.toolkit.fluxcd.io/v2/namespaces/" + namespace.name() + "/helmreleases/one";
        assertThat(proxy.settledRequests(namespace.name()))
                .as("the finalizer, the records, a record that begins, the objects, a status that waits, and the end")
                .containsExactlyInAnyOrder(
                        "PATCH " + self,
                        "GET " + core + "/secrets",
                        "PATCH " + core + "/secrets/sh.helm.release.v1.one.v1",
                        "PATCH " + core + "/serviceaccounts/one",
                        "PATCH " + core + "/configmaps/one-settings",
                        "PATCH " + core + "/services/one",
                        "PATCH /apis/apps/v1/namespaces/" + namespace.name() + "/deployments/one-slow",
                        "PATCH " + self + "/status",
                        "PATCH " + core + "/secrets/sh.helm.release.v1.one.v1",
                        "POST " + core + "/events",
                        "PATCH " + self + "/status");
    }

    private void install(String interval) {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        NAMES.forEach(name -> release(name, interval));
        NAMES.forEach(name -> awaitReady(name, 1));
    }

    private String readsRecords() {
        return "GET /api/v1/namespaces/%s/secrets".formatted(namespace.name());
    }
}
