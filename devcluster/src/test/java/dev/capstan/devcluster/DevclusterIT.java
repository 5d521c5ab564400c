package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: the Go program is built where it is not in the cache, then run. */
class DevclusterIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static Path binary;
    private static Devcluster cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        Progress progress = Progress.on(System.out, false);
        binary = new DevclusterBinary(System.getenv(), progress).obtain();
        cluster = Devcluster.start(binary, DevclusterOptions.temporary(), progress);
        client = clientOf(cluster);
    }

    @AfterAll
    static void temporaryFolderGoesWithItsCluster() {
        Path folder = cluster.directory();
        assertThat(folder).exists();

        client.close();
        cluster.close();

        assertThat(folder).doesNotExist();
    }

    @Test
    void deploymentWithTwoReplicasBecomesAvailable() {
        create("web", 2, "registry.example/web:1");

        await().atMost(SOON).until(() -> isAvailable("web"));

        List<Pod> pods = podsOf("web");
        assertThat(pods).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
            assertThat(pod.getSpec().getNodeName()).isEqualTo("node-0");
        });
        assertThat(pods).extracting(pod -> pod.getStatus().getPodIP()).doesNotHaveDuplicates();
    }

    @Test
    void deploymentWhoseImageCannotBePulledStaysUnavailable() {
        create("broken", 1, "registry.invalid/web:1");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(podsOf("broken"))
                        .singleElement()
                        .satisfies(pod -> assertThat(pod.getStatus()
                                        .getContainerStatuses()
                                        .getFirst()
                                        .getState()
                                        .getWaiting()
                                        .getReason())
                                .isEqualTo("ImagePullBackOff")));
        assertThat(isAvailable("broken")).isFalse();
    }

    @Test
    void deletedPodGoesAndIsReplaced() {
        create("phoenix", 1, "registry.example/web:1");
        await().atMost(SOON).until(() -> isAvailable("phoenix"));
        String first = podsOf("phoenix").getFirst().getMetadata().getName();

        client.pods().inNamespace("default").withName(first).delete();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(podsOf("phoenix"))
                        .singleElement()
                        .satisfies(pod -> {
                            assertThat(pod.getMetadata().getName()).isNotEqualTo(first);
                            assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
                        }));
    }

    @Test
    void jobRunsToItsEnd() {
        client.resource("""
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: work, namespace: default}
                        spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: registry.example/job:1}]}}}
                        """).create();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.batch()
                                .v1()
                                .jobs()
                                .inNamespace("default")
                                .withName("work")
                                .get()
                                .getStatus()
                                .getSucceeded())
                        .isEqualTo(1));
    }

    @Test
    void dataAndAddressSurviveARestartOfTheApiServer() {
        client.configMaps()
                .inNamespace("default")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("kept")
                        .endMetadata()
                        .addToData("key", "value")
                        .build())
                .create();
        Optional<Long> before = cluster.pid(Component.API_SERVER);

        cluster.restart(Component.API_SERVER);

        assertThat(cluster.pid(Component.API_SERVER)).isPresent().isNotEqualTo(before);
        assertThat(client.configMaps()
                        .inNamespace("default")
                        .withName("kept")
                        .get()
                        .getData())
                .containsEntry("key", "value");
    }

    @Test
    void messagesSurviveTheDeathOfNats() throws Exception {
        String address = cluster.nats().orElseThrow().toString();
        try (Connection connection = Nats.connect(address)) {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("kept")
                            .subjects("kept.>")
                            .build());
            connection.jetStream().publish("kept.one", new byte[] {1});
        }

        cluster.kill(Component.NATS);
        assertThat(cluster.pid(Component.NATS)).isEmpty();
        cluster.start(Component.NATS);

        try (Connection connection = Nats.connect(address)) {
            assertThat(connection
                            .jetStreamManagement()
                            .getStreamInfo("kept")
                            .getStreamState()
                            .getMsgCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void severalClustersRunSideBySideAndEndWithoutATrace(@TempDir Path folder) throws Exception {
        Devcluster other = Devcluster.start(
                binary, new DevclusterOptions(Optional.of(folder.resolve("other")), false, 3), Progress.NONE);
        Stream<ProcessHandle> parts = Stream.of(Component.ETCD, Component.API_SERVER, Component.CONTROLLER_MANAGER)
                .map(part -> ProcessHandle.of(other.pid(part).orElseThrow()).orElseThrow());
        List<ProcessHandle> processes = parts.toList();
        try (KubernetesClient otherClient = clientOf(other)) {
            assertThat(otherClient.nodes().list().getItems()).hasSize(3);
            assertThat(client.nodes().list().getItems()).hasSize(1);
            assertThat(other.nats()).isEmpty();
        }

        other.close();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve("other").resolve("cluster.json")).doesNotExist();
        assertThat(client.nodes().list().getItems()).hasSize(1);
    }

    @Test
    void partsEndWhenTheProgramIsKilled(@TempDir Path folder) throws Exception {
        Process program = new ProcessBuilder(binary.toString(), "up", "--dir=" + folder.resolve("doomed"))
                .redirectError(folder.resolve("log").toFile())
                .start();
        assertThat(program.inputReader().readLine()).contains("kubeconfig");
        Devcluster doomed = Devcluster.attach(folder.resolve("doomed"));
        List<ProcessHandle> parts = Stream.of(Component.ETCD, Component.API_SERVER, Component.CONTROLLER_MANAGER)
                .map(part -> ProcessHandle.of(doomed.pid(part).orElseThrow()).orElseThrow())
                .toList();

        program.destroyForcibly().waitFor();

        await().atMost(SOON).until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static KubernetesClient clientOf(Cluster cluster) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .build();
    }

    private static void create(String name, int replicas, String image) {
        client.resource("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: %1$s, namespace: default}
                        spec:
                          replicas: %2$d
                          selector: {matchLabels: {app: %1$s}}
                          template:
                            metadata: {labels: {app: %1$s}}
                            spec: {containers: [{name: c, image: "%3$s"}]}
                        """.formatted(name, replicas, image)).create();
    }

    private static boolean isAvailable(String name) {
        Deployment deployment = client.apps()
                .deployments()
                .inNamespace("default")
                .withName(name)
                .get();
        return deployment.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Available")
                        && condition.getStatus().equals("True"));
    }

    private static List<Pod> podsOf(String app) {
        return client.pods().inNamespace("default").withLabel("app", app).list().getItems();
    }
}
