package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas with a disk each, real NATS between them, and one that is killed. */
@WithCluster
class ReplicasIT {
    private static final String SERVES = "Serving artifacts on port ";
    private static final String LEADS = "Watching GitRepository";

    @TempDir
    Path root;

    @Test
    void theReplicaThatIsLeftServesTheSameArtifactsAndStoresTheNext(TestCluster cluster, TestNamespace namespace)
            throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root);
                var first = replica(cluster, namespace, "first", LEADS);
                var second = replica(cluster, namespace, "second", SERVES)) {
            sources.apply("config", git.url("config"), "");
            var before = artifact(sources.await("config", GitRepositories::isReady));
            assertThat(before.url().text()).contains(":" + portOf(first) + "/");
            assertThat(digestOf(download(second, before.path()))).isEqualTo(before.digest());

            first.kill();

            assertThat(digestOf(download(second, before.path()))).isEqualTo(before.digest());
            var moved = artifact(sources.await(
                    "config",
                    status -> GitRepositories.isReady(status)
                            && artifact(status).url().text().contains(":" + portOf(second) + "/")));
            assertThat(moved.digest()).isEqualTo(before.digest());
            assertThat(moved.lastUpdateTime()).isEqualTo(before.lastUpdateTime());

            var head = repository.commit("Second", Map.of("a.yaml", "a: 2\n"));
            sources.request("config", "token-1");
            var after = artifact(sources.await(
                    "config", status -> artifact(status).revision().text().equals("main@sha1:" + head)));
            assertThat(digestOf(download(second, after.path()))).isEqualTo(after.digest());

            try (var third = replica(cluster, namespace, "third", SERVES)) {
                assertThat(digestOf(download(third, after.path()))).isEqualTo(after.digest());
                assertThat(status(third, "gitrepository/" + namespace.name() + "/config/absent.tar.gz"))
                        .isEqualTo(404);
            }
        }
    }

    private PackagedController replica(TestCluster cluster, TestNamespace namespace, String name, String ready) {
        var folder = root.resolve("replicas").resolve(name);
        return PackagedController.start(
                cluster.kubeconfig(),
                folder,
                Map.of(
                        "capstan.source.storage.kind", "nats",
                        "capstan.source.storage.path", folder.resolve("storage").toString(),
                        "capstan.source.storage.address", "127.0.0.1:0",
                        "capstan.source.storage.advertised-address", "auto",
                        "capstan.source.remotes.allow-loopback", "true",
                        "capstan.nats.url", cluster.nats().toString(),
                        "capstan.nats.cluster", namespace.name(),
                        "capstan.leader-election", "true",
                        "capstan.leader-election.namespace", namespace.name(),
                        "capstan.leader-election.duration", "3s"),
                ready);
    }

    private static int portOf(PackagedController replica) {
        var serves = Pattern.compile(SERVES + "([0-9]+)").matcher(replica.log());
        assertThat(serves.find()).as(replica.log()).isTrue();
        return Integer.parseInt(serves.group(1));
    }

    private static byte[] download(PackagedController replica, String path) throws Exception {
        var answer = get(replica, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static int status(PackagedController replica, String path) throws Exception {
        return get(replica, path).statusCode();
    }

    private static HttpResponse<byte[]> get(PackagedController replica, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + portOf(replica) + "/" + path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
