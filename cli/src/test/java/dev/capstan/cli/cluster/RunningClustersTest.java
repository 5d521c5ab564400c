package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        AutoCloseable earlier = clusters.remember(first, PARENT);
        AutoCloseable later = clusters.remember(second, THIS);
        assertThat(clusters.kubeconfigs()).containsExactly(first, second);

        later.close();
        assertThat(clusters.kubeconfigs()).containsExactly(first);

        earlier.close();
        assertThat(clusters.kubeconfigs()).isEmpty();
    }

    @Test
    void twoCommandsOnOneClusterAreOneCluster() {
        clusters.remember(first, PARENT);
        clusters.remember(first, THIS);

        assertThat(clusters.kubeconfigs()).containsExactly(first);
    }

    @Test
    void aKilledProcessHasNoCluster() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        clusters.remember(first, ended.pid());

        assertThat(clusters.kubeconfigs()).isEmpty();
    }

    @Test
    void aKubeconfigThatIsGoneIsNotOffered() throws Exception {
        clusters.remember(first, THIS);
        Files.delete(first);

        assertThat(clusters.kubeconfigs()).isEmpty();
    }
}
