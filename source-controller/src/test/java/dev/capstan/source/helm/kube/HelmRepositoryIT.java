package dev.capstan.source.helm.kube;

import static dev.capstan.source.kube.SourceObjects.artifact;
import static dev.capstan.source.kube.SourceObjects.condition;
import static dev.capstan.source.kube.SourceObjects.download;
import static dev.capstan.source.kube.SourceObjects.ready;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.api.source.HelmRepositoryStatus;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.digest.Digest;
import dev.capstan.source.kube.SourceObjects;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class HelmRepositoryIT {
    private static final String INDEX = Indexes.of("web", "1.0.0", "web-1.0.0.tgz");

    private static PackagedController controller;
    private static Path storage;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        storage = folder.resolve("storage");
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @Test
    void offersTheIndexAsJson(TestNamespace namespace) throws Exception {
        try (var server = ChartServer.start().file("/charts/index.yaml", INDEX)) {
            var repositories = repositories(namespace);
            repositories.apply("r", "url: " + server.url() + "/charts/");

            var status = repositories.awaitReady("r");

            var revision = Digest.sha256(INDEX);
            assertThat(artifact(status).revision().text()).isEqualTo(revision.toString());
            assertThat(artifact(status).path())
                    .isEqualTo("helmrepository/" + namespace.name() + "/r/index-" + revision.hex() + ".yaml");
            assertThat(ready(status).message()).isEqualTo("stored artifact: revision '" + revision + "'");
            assertThat(status.url()).endsWith("/helmrepository/" + namespace.name() + "/r/index.yaml");
            var json = download(artifact(status).url().text());
            assertThat(Digest.sha256(json))
                    .hasToString(artifact(status).digest().text());
            assertThat(new String(json, UTF_8)).startsWith("{\"apiVersion\":\"v1\"");
            assertThat(download(String.valueOf(status.url()))).isEqualTo(json);
            assertThat(repositories.event("r", "NewArtifact").getMessage())
                    .isEqualTo(
                            "stored fetched index of size " + INDEX.length() + "B from '" + server.url() + "/charts/'");
        }
    }

    @Test
    void anUnchangedIndexCostsOneConditionalRequest(TestNamespace namespace) throws Exception {
        try (var server = ChartServer.start().file("/index.yaml", INDEX)) {
            var repositories = repositories(namespace);
            repositories.apply("r", "url: " + server.url() + "\ninterval: 1h");
            var first = repositories.awaitReady("r");
            assertThat(server.asked()).hasSize(1);

            repositories.request("r", "again");

            var second = repositories.await("r", status -> "again".equals(status.lastHandledReconcileAt()));
            assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
            assertThat(second.artifact()).isEqualTo(first.artifact());
        }
    }

    @Test
    void followsANewIndex(TestNamespace namespace) {
        try (var server = ChartServer.start().file("/index.yaml", INDEX)) {
            var repositories = repositories(namespace);
            repositories.apply("r", "url: " + server.url() + "\ninterval: 500ms");
            var first = repositories.awaitReady("r");

            server.file("/index.yaml", Indexes.and(INDEX, "web", "1.1.0", "web-1.1.0.tgz"));

            repositories.await(
                    "r",
                    status ->
                            !artifact(status).revision().equals(artifact(first).revision()));
        }
    }

    @Test
    void manyObjectsShareOneDownload(TestNamespace namespace) {
        try (var server = ChartServer.start().file("/index.yaml", INDEX)) {
            var repositories = repositories(namespace);
            for (int i = 0; i < 10; i++) {
                repositories.apply("r" + i, "url: " + server.url() + "\ninterval: 1h");
            }
            for (int i = 0; i < 10; i++) {
                repositories.awaitReady("r" + i);
            }

            assertThat(server.asked().stream().filter(it -> it.answered() == 200))
                    .hasSize(1);
            assertThat(server.asked()).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void manyObjectsAskOnceInAnInterval(TestNamespace namespace) {
        var interval = Duration.ofSeconds(2);
        try (var server = ChartServer.start().file("/index.yaml", INDEX)) {
            var repositories = repositories(namespace);
            for (int i = 0; i < 10; i++) {
                repositories.apply("r" + i, "url: " + server.url() + "\ninterval: 2s");
            }
            for (int i = 0; i < 10; i++) {
                repositories.awaitReady("r" + i);
            }
            int before = server.asked().size();
            long start = System.nanoTime();

            await().atMost(Duration.ofMinutes(1)).until(() -> server.asked().size() >= before + 6);

            // Ten objects that ask for themselves need less than one interval for that.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(interval.multipliedBy(2));
        }
    }

    @Test
    void usesTheLoginAndTheCertificatesOfTheSecrets(TestNamespace namespace) {
        var own = TestCertificate.create();
        var client = TestCertificate.create();
        try (var server = ChartServer.start(own, Optional.of(client))
                .file("/index.yaml", INDEX)
                .wantsLogin("me", "secret")) {
            var repositories = repositories(namespace);
            repositories.secret("login", Map.of("username", "me", "password", "secret", "ca.crt", "wins not"));
            repositories.secret(
                    "tls", Map.of("ca.crt", own.pem(), "tls.crt", client.pem(), "tls.key", client.keyPem()));
            repositories.apply("r", "url: " + server.url() + "\nsecretRef: {name: login}\ncertSecretRef: {name: tls}");
            repositories.awaitReady("r");

            repositories.secret("login", Map.of("username", "me", "password", "wrong"));
            repositories.request("r", "again");

            var failed = repositories.awaitFailure("r");
            assertThat(ready(failed).reason()).isEqualTo("AuthenticationFailed");
            assertThat(condition(failed, Condition.FETCH_FAILED).message())
                    .contains("HTTP 401")
                    .doesNotContain("wrong");
            assertThat(failed.artifact()).isNotNull();
        }
    }

    @Test
    void saysWhyAnIndexCannotBeUsed(TestNamespace namespace) {
        try (var server = ChartServer.start().file("/index.yaml", "<html>hunter2</html>")) {
            var repositories = repositories(namespace);
            repositories.apply("html", "url: " + server.url());
            repositories.apply("gone", "url: " + server.url() + "/nosuch");
            repositories.apply("odd", "url: http://");

            assertThat(ready(repositories.awaitFailure("html")).reason()).isEqualTo("IndexationFailed");
            assertThat(ready(repositories.awaitFailure("html")).message()).doesNotContain("hunter2");
            assertThat(ready(repositories.awaitFailure("gone")).message()).contains("HTTP 404");
            var stalled = repositories.await(
                    "odd", status -> condition(status, Condition.STALLED).holds());
            assertThat(ready(stalled).reason()).isEqualTo("URLInvalid");
        }
    }

    @Test
    void aRegistryHasNoFinalizerAndNoStatus(TestNamespace namespace) {
        var repositories = repositories(namespace);
        repositories.apply("r", "url: oci://registry.test/charts\ntype: oci");

        await().until(() -> repositories
                .find("r")
                .map(HelmRepository::getStatus)
                .filter(HelmRepositoryStatus.EMPTY::equals)
                .isPresent());
        assertThat(repositories.find("r"))
                .hasValueSatisfying(it -> assertThat(it.getFinalizers()).isEmpty());
        repositories.delete("r");
        await().until(() -> repositories.find("r").isEmpty());
    }

    @Test
    void whatWasStoredGoesWhenARepositoryBecomesARegistry(TestNamespace namespace) {
        try (var server = ChartServer.start().file("/index.yaml", INDEX)) {
            var repositories = repositories(namespace);
            repositories.apply("r", "url: " + server.url());
            repositories.awaitReady("r");
            var folder = storage.resolve("artifacts/helmrepository/" + namespace.name() + "/r");
            assertThat(Files.exists(folder)).isTrue();

            repositories.apply("r", "url: oci://registry.test/charts\ntype: oci");

            await().untilAsserted(() -> assertThat(repositories.find("r"))
                    .hasValueSatisfying(it -> assertThat(it.getFinalizers()).isEmpty()));
            assertThat(repositories.find("r").map(HelmRepository::getStatus)).contains(HelmRepositoryStatus.EMPTY);
            assertThat(Files.exists(folder)).isFalse();
        }
    }

    private static SourceObjects<HelmRepository, HelmRepositoryStatus> repositories(TestNamespace namespace) {
        return new SourceObjects<>(namespace, HelmRepository.class);
    }
}
