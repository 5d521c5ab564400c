package dev.capstan.source.gitrepository.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A controller as a process: what it logs, what it listens on, what it measures, and how it ends. */
@WithCluster
class ProcessIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String METRICS_PORT = "Serving metrics on port ";
    private static final String HEALTH_PORT = "Serving probes on port ";

    @TempDir
    Path root;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private static final Map<String, String> OWN_PORTS =
            Map.of("capstan.port.health", "0", "capstan.port.metrics", "0");

    private HttpResponse<String> get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int portAfter(PackagedController controller, String words) {
        var line = Pattern.compile(Pattern.quote(words) + "([0-9]+)");
        return Awaitility.await(words)
                .atMost(SOON)
                .until(() -> line.matcher(controller.log()).results().findFirst(), Optional::isPresent)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElseThrow();
    }

    @Test
    void jsonLinesHaveTheKeysThatToolsRead(TestCluster cluster, TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        try (var controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.log.format", "json", "capstan.min-retry-delay", "0.2s"))) {
            sources.apply("config", "http://jane:s3cret@127.0.0.1:1/config.git", "");
            sources.awaitFailure("config");
            var json = new ObjectMapper();
            var failure = Awaitility.await()
                    .atMost(SOON)
                    .until(
                            () -> controller
                                    .log()
                                    .lines()
                                    .filter(line -> line.startsWith("{")
                                            && line.contains("GitOperationFailed")
                                            && line.contains(namespace.name())) // others may still be going away
                                    .findFirst(),
                            Optional::isPresent);

            var read = json.readTree(failure.orElseThrow());
            assertThat(read.path("level").asText()).isEqualTo("error");
            assertThat(read.path("ts").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(read.path("msg").asText()).contains("cannot reach");
            assertThat(read.path("controller").asText()).isEqualTo("gitrepository");
            assertThat(read.path("controllerGroup").asText()).isEqualTo("source.toolkit.fluxcd.io");
            assertThat(read.path("controllerKind").asText()).isEqualTo("GitRepository");
            assertThat(read.at("/GitRepository/name").asText()).isEqualTo("config");
            assertThat(read.at("/GitRepository/namespace").asText()).isEqualTo(namespace.name());
            assertThat(read.path("name").asText()).isEqualTo("config");
            assertThat(read.path("namespace").asText()).isEqualTo(namespace.name());
            assertThat(read.path("reconcileID").asText()).isNotEmpty();
            var logged = controller
                    .log()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .toList();
            for (var line : logged) {
                assertThat(json.readTree(line).path("level").asText()).isIn("debug", "info", "warn", "error");
            }
            assertThat(controller.log()).doesNotContain("s3cret");
        }
    }

    @Test
    void probesAndMetricsHavePortsOfTheirOwn(TestCluster cluster, TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var controller = SourceProcess.start(cluster, folder, OWN_PORTS);
                var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            sources.await("config", GitRepositories::isReady);
            int health = portAfter(controller, HEALTH_PORT);
            int metrics = portAfter(controller, METRICS_PORT);

            assertThat(get(health, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(health, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(health, "/metrics").statusCode()).isEqualTo(404);
            assertThat(get(metrics, "/healthz").statusCode()).isEqualTo(404);
            var scraped = get(metrics, "/metrics");
            assertThat(scraped.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(scraped.body().replace(",}", "}"))
                    .contains(
                            "gotk_reconcile_duration_seconds_bucket{kind=\"GitRepository\",name=\"config\",namespace=\""
                                    + namespace.name() + "\"")
                    .contains("controller_runtime_reconcile_total{controller=\"gitrepository\",result=\"success\"}")
                    .contains("workqueue_depth{controller=\"gitrepository\"")
                    .contains("capstan_source_hosts_paused 0.0", "capstan_source_requests_held_back_total 0.0")
                    .doesNotContain("NaN");
        }
    }

    /** Nobody can be let in to what is not there: no debugger, no JMX, no console, no developer pages. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void q112_listensOnNothingButTheArtifactsAndTheMainPort(TestCluster cluster) throws Exception {
        try (var controller = SourceProcess.start(cluster, folder, Map.of())) {
            var ports = listeningPorts(controller.pid());

            assertThat(ports).hasSize(2);
            for (int port : ports) {
                for (var path : List.of(
                        "/q/dev-ui", "/q/dev", "/q/arc", "/q/openapi", "/q/swagger-ui", "/q/info", "/debug/pprof/")) {
                    assertThat(get(port, path).statusCode()).as(port + path).isEqualTo(404);
                }
            }
        }
    }

    /** What the kernel says about the sockets of a process. */
    private static Set<Integer> listeningPorts(long pid) throws Exception {
        var inodes = new TreeSet<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var descriptor : descriptors) {
                var target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        var ports = new TreeSet<Integer>();
        for (var table : List.of("tcp", "tcp6")) {
            for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table))) {
                var fields = line.strip().split("\\s+");
                var isListening = fields.length > 9 && fields[3].equals("0A");
                if (isListening && inodes.contains(fields[9])) {
                    ports.add(Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    /** Descriptors come and go while they are listed. */
    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    /** As shipped: the tests allow loopback, installations do not. */
    @Test
    void o027_addressesOfThePodAndOfTheCloudAreRefusedAndNobodyIsAsked(TestCluster cluster, TestNamespace namespace)
            throws Exception {
        var sources = new GitRepositories(namespace);
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var controller =
                        SourceProcess.start(cluster, folder, Map.of("capstan.source.remotes.allow-loopback", "false"));
                var git = GitBackendServer.serve(root)) {
            int port = URI.create(git.address()).getPort();
            sources.apply("by-address", "http://127.0.0.1:" + port + "/config.git", "");
            sources.apply("by-name", "http://localhost:" + port + "/config.git", "");
            sources.apply("cloud", "http://169.254.169.254/latest/meta-data.git", "");

            for (var name : List.of("by-address", "by-name")) {
                assertThat(GitRepositories.ready(sources.awaitFailure(name)).message())
                        .contains("a loopback address, which is refused");
            }
            assertThat(GitRepositories.ready(sources.awaitFailure("cloud")).message())
                    .contains("a link-local address, which is refused");
            assertThat(git.requests()).isEmpty();
            assertThat(controller.log()).doesNotContain("Exception");
        }
    }

    @Test
    void f134_endsInTheMiddleOfWorkAndGivesItsLeaseBack(TestCluster cluster, TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var head = ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        var settings = Map.of(
                "capstan.leader-election", "true",
                "capstan.leader-election.namespace", namespace.name(),
                "capstan.leader-election.duration", "60s",
                // Longer than this test waits for an end: what is under way has to end by itself.
                "capstan.shutdown-grace", "5m");
        try (var git = GitBackendServer.serve(root)) {
            git.delay(Duration.ofSeconds(3));
            var first = SourceProcess.start(cluster, folder, settings);
            sources.apply("config", git.url("config"), "");
            Awaitility.await().atMost(SOON).until(() -> !git.requests().isEmpty());

            first.close();

            var lease = namespace
                    .client()
                    .leases()
                    .inNamespace(namespace.name())
                    .withName("source-controller-leader-election")
                    .get();
            assertThat(lease.getSpec().getHolderIdentity()).isNullOrEmpty();
            git.heal();
            // A Lease of 60 s that was not given back would keep the second one waiting for longer than this test has.
            try (var second = SourceProcess.start(cluster, folder, settings)) {
                var status = sources.await("config", GitRepositories::isReady);
                assertThat(GitRepositories.artifact(status).revision().text()).endsWith(head);
                assertThat(second.log()).doesNotContain("ERROR");
            }
        }
    }
}
