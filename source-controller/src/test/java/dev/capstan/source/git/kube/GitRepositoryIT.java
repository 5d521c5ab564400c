package dev.capstan.source.git.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitHttpServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class GitRepositoryIT {
    private static SourceProcess controller;
    private static Path home;

    @TempDir
    Path root;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) throws IOException {
        home = folder;
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @Test
    void storesAnArtifactWhoseBytesFitItsDigest(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        var head = repository.commit("First change", Map.of("apps/web.yaml", "kind: A\n"));
        try (var git = GitHttpServer.serve(root)) {
            namespace.apply(source("config", git.url("config"), ""));

            var status = await(namespace, "config", GitRepositoryIT::isReady);

            assertThat(artifact(status).revision()).isEqualTo("main@sha1:" + head);
            assertThat(artifact(status).path())
                    .isEqualTo("gitrepository/" + namespace.name() + "/config/" + head + ".tar.gz");
            assertThat(digestOf(download(status))).isEqualTo(artifact(status).digest());
            assertThat(ready(status).message()).isEqualTo("stored artifact for revision 'main@sha1:" + head + "'");
            assertThat(Conditions.of(status.conditions()).isTrue(Condition.ARTIFACT_IN_STORAGE))
                    .isTrue();
            assertThat(status.observedGeneration()).isEqualTo(1);
        }
    }

    @Test
    void followsThePushWhenAskedByAnnotation(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitHttpServer.serve(root)) {
            namespace.apply(source("config", git.url("config"), ""));
            await(namespace, "config", GitRepositoryIT::isReady);

            var head = repository.commit("Second", Map.of("a.yaml", "a: 2\n"));
            request(namespace, "config", "token-1");

            var status = await(namespace, "config", s -> "token-1".equals(s.lastHandledReconcileAt()));
            assertThat(artifact(status).revision()).isEqualTo("main@sha1:" + head);
        }
    }

    @Test
    void keepsLastArtifactWhenRemoteIsUnreachable(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        GitRepositoryStatus before;
        try (var git = GitHttpServer.serve(root)) {
            namespace.apply(source("config", git.url("config"), ""));
            before = await(namespace, "config", GitRepositoryIT::isReady);
        }

        request(namespace, "config", "token-1");

        var after = await(namespace, "config", s -> "False".equals(ready(s).status()));
        assertThat(after.artifact()).isEqualTo(before.artifact());
        assertThat(ready(after).reason()).isEqualTo("GitOperationFailed");
        assertThat(Conditions.of(after.conditions()).isTrue(Condition.FETCH_FAILED))
                .isTrue();
        assertThat(digestOf(download(after))).isEqualTo(artifact(after).digest());
    }

    @Test
    void recoversByItselfWhenTheCredentialsAreCorrected(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitHttpServer.serve(root).requireBasic("jane", "right")) {
            secret(namespace, "access", Map.of("username", "jane", "password", "wrong"));
            namespace.apply(source("config", git.url("config"), "  secretRef: {name: access}\n"));
            var refused = await(namespace, "config", s -> "False".equals(ready(s).status()));
            assertThat(ready(refused).reason()).isEqualTo("AuthenticationFailed");
            assertThat(ready(refused).message()).doesNotContain("wrong");

            secret(namespace, "access", Map.of("username", "jane", "password", "right"));

            await(namespace, "config", GitRepositoryIT::isReady);
        }
    }

    @Test
    void fetchesOverSsh(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        var head = repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitSshServer.serve(root)) {
            secret(namespace, "key", Map.of("identity", git.identity(), "known_hosts", git.knownHosts()));
            namespace.apply(source("config", git.url("config"), "  secretRef: {name: key}\n"));

            var status = await(namespace, "config", GitRepositoryIT::isReady);

            assertThat(artifact(status).revision()).isEqualTo("main@sha1:" + head);
        }
    }

    @Test
    void g012_aWrongHostKeyIsRefused(TestNamespace namespace) throws Exception {
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitSshServer.serve(root)) {
            secret(namespace, "key", Map.of("identity", git.identity(), "known_hosts", git.wrongKnownHosts()));
            namespace.apply(source("config", git.url("config"), "  secretRef: {name: key}\n"));

            var status = await(namespace, "config", s -> "False".equals(ready(s).status()));

            assertThat(ready(status).message()).contains("host key").contains("not trusted");
            assertThat(git.commands()).isEmpty();
        }
    }

    @Test
    void o026_rebuildsAnArtifactThatWasChangedOnDisk(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitHttpServer.serve(root)) {
            namespace.apply(source("config", git.url("config"), ""));
            var before = await(namespace, "config", GitRepositoryIT::isReady);
            Files.writeString(
                    home.resolve("storage/artifacts").resolve(artifact(before).path()), "tampered");

            request(namespace, "config", "token-1");

            var after = await(namespace, "config", s -> "token-1".equals(s.lastHandledReconcileAt()));
            assertThat(digestOf(download(after))).isEqualTo(artifact(before).digest());
        }
    }

    @Test
    void removesItsFilesWithTheObject(TestNamespace namespace) throws Exception {
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitHttpServer.serve(root)) {
            namespace.apply(source("config", git.url("config"), ""));
            var status = await(namespace, "config", GitRepositoryIT::isReady);
            var file =
                    home.resolve("storage/artifacts").resolve(artifact(status).path());
            assertThat(file).exists();

            resource(namespace, "config").delete();

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(resource(namespace, "config").get()).isNull();
                assertThat(file).doesNotExist();
            });
        }
    }

    @Test
    void leavesASuspendedObjectAlone(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        var first = repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitHttpServer.serve(root)) {
            namespace.apply(source("config", git.url("config"), ""));
            await(namespace, "config", GitRepositoryIT::isReady);
            patch(namespace, "config", "{\"spec\":{\"suspend\":true}}");
            repository.commit("Second", Map.of("a.yaml", "a: 2\n"));

            request(namespace, "config", "token-1");

            var status = await(namespace, "config", s -> "token-1".equals(s.lastHandledReconcileAt()));
            assertThat(artifact(status).revision()).isEqualTo("main@sha1:" + first);
            assertThat(status.observedGeneration()).isEqualTo(2);
        }
    }

    @Test
    void saysWhatItDoesNotSupport(TestNamespace namespace) {
        namespace.apply(source("config", "https://git.invalid/x", "  recurseSubmodules: true\n"));

        var status =
                await(namespace, "config", s -> Conditions.of(s.conditions()).isTrue(Condition.STALLED));

        assertThat(ready(status).reason()).isEqualTo("UnsupportedField");
        assertThat(ready(status).message()).contains("spec.recurseSubmodules");
    }

    private static String source(String name, String url, String more) {
        return """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: %s
                spec:
                  url: %s
                  interval: 1h
                  ref: {branch: main}
                """.formatted(name, url) + more;
    }

    private static void secret(TestNamespace namespace, String name, Map<String, String> values) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withStringData(values)
                .build();
        namespace.client().resource(secret).forceConflicts().serverSideApply();
    }

    private static void request(TestNamespace namespace, String name, String token) {
        patch(
                namespace,
                name,
                "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    private static void patch(TestNamespace namespace, String name, String json) {
        resource(namespace, name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    private static Resource<GitRepository> resource(TestNamespace namespace, String name) {
        return namespace
                .client()
                .resources(GitRepository.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    private static GitRepositoryStatus await(
            TestNamespace namespace, String name, Predicate<GitRepositoryStatus> condition) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            var object = resource(namespace, name).get();
                            return object == null || object.getStatus() == null
                                    ? GitRepositoryStatus.INITIAL
                                    : object.getStatus();
                        },
                        condition);
    }

    private static boolean isReady(GitRepositoryStatus status) {
        return Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    private static Condition ready(GitRepositoryStatus status) {
        return Conditions.of(status.conditions())
                .get(Condition.READY)
                .orElseGet(() -> new Condition(Condition.READY, "Unknown", 0, "", "", ""));
    }

    private static Artifact artifact(GitRepositoryStatus status) {
        return Objects.requireNonNull(status.artifact(), "status.artifact");
    }

    private static byte[] download(GitRepositoryStatus status) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(artifact(status).url())).build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    private static String digestOf(byte[] bytes) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
