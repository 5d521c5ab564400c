package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of real nodes: side by side, with parts that die, and without a trace at the end. Needs root. */
class RealNodeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The image of sandboxes is always there, and sleeps until it is killed. */
    private static final String SLEEPER = """
            apiVersion: v1
            kind: Pod
            metadata: {name: sleeper, namespace: default}
            spec:
              containers: [{name: main, image: "localhost/pause:1", imagePullPolicy: Never}]
            """;

    private static Path binary;

    @BeforeAll
    static void check() {
        binary = new DevclusterBinary(System.getenv(), Progress.on(System.out, false)).obtain();
        Optional<String> missing = RealNode.missing(binary);
        missing.ifPresent(sentence -> System.out.println("Skipped: " + sentence));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    @Test
    void twoRunSideBySideAndLeaveNothing(@TempDir Path folder) throws Exception {
        Devcluster closed = Devcluster.start(binary, DevclusterOptions.realNode(), Progress.NONE);
        Process program = start(folder);
        Devcluster killed = Devcluster.attach(folder);
        RealNode first = closed.realNode().orElseThrow();
        RealNode second = killed.realNode().orElseThrow();
        assertThat(List.of(first.address(), first.registry(), first.host(), first.mark()))
                .doesNotContain(second.address(), second.registry(), second.host(), second.mark());
        sleepIn(closed);
        sleepIn(killed);
        assertThat(tracesOf(first, closed.directory())).isNotEmpty();

        closed.close();

        assertThat(tracesOf(first, closed.directory())).isEmpty();
        assertThat(closed.directory()).doesNotExist();
        assertThat(tracesOf(second, folder)).isNotEmpty();

        program.destroyForcibly().waitFor();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tracesOf(second, folder)).isEmpty());
    }

    @Test
    void containersOutliveTheDeathOfTheirKeepersAndTheCrashOfAllIsTidiedAtTheNextStart(@TempDir Path folder)
            throws Exception {
        Process program = start(folder.resolve("crashed"));
        Devcluster crashed = Devcluster.attach(folder.resolve("crashed"));
        RealNode node = crashed.realNode().orElseThrow();
        sleepIn(crashed);
        String container =
                sleeper(crashed).getStatus().getContainerStatuses().getFirst().getContainerID();

        crashed.restart(Component.CONTAINERD);
        crashed.restart(Component.KUBELET);
        crashed.restart(Component.API_SERVER);

        assertThat(sleeper(crashed).getStatus().getContainerStatuses())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.getContainerID()).isEqualTo(container);
                    assertThat(status.getRestartCount()).isZero();
                });

        ProcessHandle guard = guardOf(program).orElseThrow();
        guard.destroyForcibly();
        program.destroyForcibly().waitFor();
        await().atMost(SOON).until(() -> !guard.isAlive());
        assertThat(tracesOf(node, folder.resolve("crashed"))).isNotEmpty();
        try (Devcluster next = Devcluster.start(binary, DevclusterOptions.realNode(), Progress.NONE)) {
            assertThat(next.realNode()).isPresent();
            if (!next.realNode().orElseThrow().mark().equals(node.mark())) {
                assertThat(tracesOf(node, folder.resolve("crashed"))).isEmpty();
            }
            assertThat(processesWith(folder.resolve("crashed").toString())).isEmpty();
        }
        assertThat(tracesOf(node, folder.resolve("crashed"))).isEmpty();
    }

    private static Process start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Process program = new ProcessBuilder(binary.toString(), "up", "--node=real", "--dir=" + folder)
                .redirectError(folder.resolve("devcluster.log").toFile())
                .start();
        assertThat(program.inputReader().readLine())
                .as(() -> Devcluster.explain(read(folder.resolve("devcluster.log"))))
                .contains("kubeconfig");
        return program;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Optional<ProcessHandle> guardOf(Process program) {
        return program.children()
                .filter(child -> child.info().commandLine().orElse("").contains(" guard "))
                .findFirst();
    }

    private static void sleepIn(Devcluster cluster) {
        try (KubernetesClient client = clientOf(cluster)) {
            client.resource(SLEEPER).create();
        }
        await().atMost(SOON).until(() -> Readiness.isPodReady(sleeper(cluster)));
    }

    private static Pod sleeper(Devcluster cluster) {
        try (KubernetesClient client = clientOf(cluster)) {
            return client.pods().inNamespace("default").withName("sleeper").get();
        }
    }

    private static KubernetesClient clientOf(Cluster cluster) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .build();
    }

    /** Whatever of the cluster is on this machine outside of its folder. */
    private static List<String> tracesOf(RealNode node, Path folder) throws IOException {
        var traces = new ArrayList<String>();
        if (Files.exists(Path.of("/sys/class/net", node.mark()))) {
            traces.add("network card " + node.mark());
        }
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            Stream.concat(hierarchies, Stream.of(Path.of("/sys/fs/cgroup")))
                    .map(hierarchy -> hierarchy.resolve(node.mark()))
                    .filter(Files::exists)
                    .forEach(group -> traces.add("control group " + group));
        }
        String state = node.containerdSocket().resolveSibling("").normalize().toString();
        if (Files.exists(Path.of(state))) {
            traces.add("folder " + state);
        }
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            mounts.filter(mount -> mount.contains(state + "/") || mount.contains(folder + "/"))
                    .forEach(mount -> traces.add("mount " + mount));
        }
        processesWith(folder + "/").forEach(process -> traces.add("process " + process));
        processesWith(state + "/").forEach(process -> traces.add("process " + process));
        return traces;
    }

    private static List<String> processesWith(String argument) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(argument) && !line.contains("/java"))
                .toList();
    }
}
