package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.digestOf;
import static dev.capstan.source.gitrepository.kube.GitRepositories.download;
import static dev.capstan.source.gitrepository.kube.GitRepositories.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class GitRepositoryIT {
    private static PackagedController controller;
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
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        var head = repository.commit("First change", Map.of("apps/web.yaml", "kind: A\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");

            var status = sources.await("config", GitRepositories::isReady);

            assertThat(artifact(status).revision().text()).isEqualTo("main@sha1:" + head);
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
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            sources.await("config", GitRepositories::isReady);

            var head = repository.commit("Second", Map.of("a.yaml", "a: 2\n"));
            sources.request("config", "token-1");

            var status = sources.await("config", s -> "token-1".equals(s.lastHandledReconcileAt()));
            assertThat(artifact(status).revision().text()).isEqualTo("main@sha1:" + head);
        }
    }

    @Test
    void followsPushesByItsIntervalAlone(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            sources.patch("config", "{\"spec\":{\"interval\":\"300ms\"}}");
            sources.await("config", GitRepositories::isReady);

            var head = repository.commit("Second", Map.of("a.yaml", "a: 2\n"));

            var status =
                    sources.await("config", s -> artifact(s).revision().text().endsWith(head));
            assertThat(status.lastHandledReconcileAt()).isNull();
        }
    }

    @Test
    void tellsNewArtifactsFailuresAndRecovery(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        var head = repository.commit("Make it blue\n\nLonger text", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            sources.await("config", GitRepositories::isReady);
            var stored = sources.event("config", "NewArtifact");
            assertThat(stored.getType()).isEqualTo("Normal");
            assertThat(stored.getMessage()).isEqualTo("stored artifact for commit 'Make it blue'");
            assertThat(stored.getMetadata().getAnnotations())
                    .containsEntry("source.toolkit.fluxcd.io/revision", "main@sha1:" + head)
                    .containsKey("source.toolkit.fluxcd.io/digest");

            git.fail(503);
            sources.request("config", "token-1");
            sources.await("config", s -> "False".equals(ready(s).status()));
            assertThat(sources.event("config", "GitOperationFailed").getType()).isEqualTo("Warning");

            git.heal();
            sources.await("config", GitRepositories::isReady);
            var recovered = sources.event("config", "Succeeded");
            assertThat(recovered.getMessage()).isEqualTo("stored artifact for revision 'main@sha1:" + head + "'");
        }
    }

    @Test
    void keepsLastArtifactWhenRemoteIsUnreachable(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        GitRepositoryStatus before;
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            before = sources.await("config", GitRepositories::isReady);
        }

        sources.request("config", "token-1");

        var after = sources.await("config", s -> "False".equals(ready(s).status()));
        assertThat(after.artifact()).isEqualTo(before.artifact());
        assertThat(ready(after).reason()).isEqualTo("GitOperationFailed");
        assertThat(Conditions.of(after.conditions()).isTrue(Condition.FETCH_FAILED))
                .isTrue();
        assertThat(digestOf(download(after))).isEqualTo(artifact(after).digest());
    }

    @Test
    void recoversByItselfWhenTheCredentialsAreCorrected(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root).requireBasic("jane", "right")) {
            sources.secret("access", Map.of("username", "jane", "password", "wrong"));
            sources.apply("config", git.url("config"), "  secretRef: {name: access}\n");
            var refused = sources.await("config", s -> "False".equals(ready(s).status()));
            assertThat(ready(refused).reason()).isEqualTo("AuthenticationFailed");
            assertThat(ready(refused).message()).doesNotContain("wrong");

            sources.secret("access", Map.of("username", "jane", "password", "right"));

            sources.await("config", GitRepositories::isReady);
        }
    }

    @Test
    void fetchesOverSsh(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        var head = repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitSshServer.serve(root)) {
            sources.secret("key", Map.of("identity", git.identity(), "known_hosts", git.knownHosts()));
            sources.apply("config", git.url("config"), "  secretRef: {name: key}\n");

            var status = sources.await("config", GitRepositories::isReady);

            assertThat(artifact(status).revision().text()).isEqualTo("main@sha1:" + head);
        }
    }

    @Test
    void g012_aWrongHostKeyIsRefused(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitSshServer.serve(root)) {
            sources.secret("key", Map.of("identity", git.identity(), "known_hosts", git.wrongKnownHosts()));
            sources.apply("config", git.url("config"), "  secretRef: {name: key}\n");

            var status = sources.await("config", s -> "False".equals(ready(s).status()));

            assertThat(ready(status).message()).contains("host key").contains("not trusted");
            assertThat(git.commands()).isEmpty();
        }
    }

    @Test
    void o026_rebuildsAnArtifactThatWasChangedOnDisk(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            var before = sources.await("config", GitRepositories::isReady);
            Files.writeString(
                    home.resolve("storage/artifacts").resolve(artifact(before).path()), "tampered");

            sources.request("config", "token-1");

            var after = sources.await("config", s -> "token-1".equals(s.lastHandledReconcileAt()));
            assertThat(digestOf(download(after))).isEqualTo(artifact(before).digest());
        }
    }

    @Test
    void removesItsFilesWithTheObject(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            var status = sources.await("config", GitRepositories::isReady);
            var file =
                    home.resolve("storage/artifacts").resolve(artifact(status).path());
            sources.awaitRemoved("config", file);
        }
    }

    @Test
    void leavesASuspendedObjectAlone(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        var first = repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            sources.await("config", GitRepositories::isReady);
            sources.patch("config", "{\"spec\":{\"suspend\":true}}");
            repository.commit("Second", Map.of("a.yaml", "a: 2\n"));

            sources.request("config", "token-1");

            var status = sources.await("config", s -> "token-1".equals(s.lastHandledReconcileAt()));
            assertThat(artifact(status).revision().text()).isEqualTo("main@sha1:" + first);
            assertThat(status.observedGeneration()).isEqualTo(2);
        }
    }

    @Test
    void saysWhatItDoesNotSupport(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        sources.apply("config", "https://git.invalid/x", "  provider: github\n");

        var status = sources.await("config", s -> Conditions.of(s.conditions()).isTrue(Condition.STALLED));

        assertThat(ready(status).reason()).isEqualTo("InvalidProviderConfiguration");
        assertThat(ready(status).message()).contains("spec.provider");
    }
}
