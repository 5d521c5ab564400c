package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.digestOf;
import static dev.capstan.source.gitrepository.kube.GitRepositories.download;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a status says of an artifact after the controller was started anew. */
@WithCluster
class ArtifactAddressIT {
    private static final Map<String, String> ELSEWHERE =
            Map.of("capstan.source.storage.advertised-address", "artifacts.example.org");

    @TempDir
    Path root;

    @TempDir
    Path home;

    @Test
    void followsTheAddressThatIsServedNow(TestCluster cluster, TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            var before = storedBy(SourceProcess.start(cluster, home, ELSEWHERE), sources, git);
            assertThat(artifact(before).url().text()).startsWith("http://artifacts.example.org/");

            try (var _ = SourceProcess.start(cluster, home, Map.of())) {
                var after = sources.await("config", s -> isServedHere(artifact(s)));

                assertThat(digestOf(download(after))).isEqualTo(artifact(before).digest());
                assertThat(artifact(after).lastUpdateTime())
                        .isEqualTo(artifact(before).lastUpdateTime());
            }
        }
    }

    @Test
    void followsTheAddressAlsoWhileTheRemoteIsDown(TestCluster cluster, TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            var before = storedBy(SourceProcess.start(cluster, home, ELSEWHERE), sources, git);
            git.fail(503);

            try (var _ = SourceProcess.start(cluster, home, Map.of())) {
                var after = sources.await("config", s -> isServedHere(artifact(s)) && !GitRepositories.isReady(s));

                assertThat(digestOf(download(after))).isEqualTo(artifact(before).digest());
            }
        }
    }

    @Test
    void anArtifactThatIsLostLeavesTheStatusUntilItIsBack(TestCluster cluster, TestNamespace namespace)
            throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            var before = storedBy(SourceProcess.start(cluster, home, ELSEWHERE), sources, git);
            Files.delete(
                    home.resolve("storage/artifacts").resolve(artifact(before).path()));

            List<Optional<Artifact>> seen = new CopyOnWriteArrayList<>();
            try (var _ = sources.follow("config", status -> seen.add(Optional.ofNullable(status.artifact())));
                    var _ = SourceProcess.start(cluster, home, ELSEWHERE)) {
                var given = Optional.of(artifact(before).digest());

                Awaitility.await("the artifact is gone and comes back, so that consumers are woken")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(seen.stream().map(it -> it.map(Artifact::digest)))
                                .containsSubsequence(given, Optional.empty(), given));
            }
            assertThat(sources.event("config", "ArtifactVerificationFailed").getType())
                    .isEqualTo("Warning");
        }
    }

    private static GitRepositoryStatus storedBy(
            PackagedController controller, GitRepositories sources, GitBackendServer git) {
        try (controller) {
            sources.apply("config", git.url("config"), "");
            return sources.await("config", GitRepositories::isReady);
        }
    }

    private static boolean isServedHere(Artifact artifact) {
        return artifact.url().text().startsWith("http://127.0.0.1:");
    }
}
