package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningClustersTest {

    private static final long THIS = ProcessHandle.current().pid();
    private static final long PARENT =
            ProcessHandle.current().parent().orElseThrow().pid();

    private RunningClusters clusters;
    private Path first;
    private Path second;

    @BeforeEach
    void writeKubeconfigs(@TempDir Path folder) throws Exception {
        clusters = new RunningClusters(folder.resolve("running"));
        first = Files.writeString(folder.resolve("first"), "");
        second = Files.writeString(folder.resolve("second"), "");
    }

    @Test
    void rememberingOneForgetsNoOther() throws Exception {
        AutoCloseable earlier = remember("one", first, PARENT);
        AutoCloseable later = remember("two", second, THIS);
        assertThat(clusters.all()).extracting(RunningCluster::kubeconfig).containsExactly(first, second);
        assertThat(clusters.named("two").process()).isEqualTo(THIS);

        later.close();
        assertThat(clusters.all()).extracting(RunningCluster::kubeconfig).containsExactly(first);

        earlier.close();
        assertThat(clusters.all()).isEmpty();
    }

    @Test
    void noTwoHaveTheSameName() {
        remember("fleet", first, PARENT);
        remember("fleet", second, THIS);

        assertThat(clusters.all()).extracting(RunningCluster::name).containsExactly("fleet", "fleet-2");
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatThereAre() {
        remember("fleet", first, THIS);

        assertThatThrownBy(() -> clusters.named("fleed"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("No cluster named 'fleed' runs; there are:\n  --cluster fleet (capstan up, process " + THIS
                        + ", the cluster of " + first + ")");
    }

    private RunningClusters.Remembered remember(String name, Path kubeconfig, long process) {
        return clusters.remember(new RunningCluster(name, "up", process, kubeconfig, false));
    }

    @Test
    void aKilledProcessHasNoCluster() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        remember("one", first, ended.pid());

        assertThat(clusters.all()).isEmpty();
    }

    /** Else {@code down} would end a process of somebody else. */
    @Test
    void anotherProcessWithTheSameNumberHasNoCluster() throws Exception {
        Path file = remember("one", first, THIS).file();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(4, Long.toString(Long.parseLong(lines.get(4)) - 3600));

        Files.write(file, lines);

        assertThat(clusters.all()).isEmpty();
    }

    @Test
    void aKubeconfigThatIsGoneIsNotOffered() throws Exception {
        remember("one", first, THIS);
        Files.delete(first);

        assertThat(clusters.all()).isEmpty();
    }
}
