package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.capstan.cli.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1:1, connection refused",
        "https://nowhere.invalid:6443, its name is not known",
    })
    void aDeadClusterIsNamedWithItsAddressAndTheCauseAtOnce(String server, String cause) throws Exception {
        Path kubeconfig = write(kubeconfigOf(server));

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), // the command promises three; a busy machine gets more
                () -> assertThatThrownBy(() -> Kubernetes.connect(kubeconfig))
                        .isInstanceOf(CommandFailure.class)
                        .hasMessage("Cannot reach %s/ (context x of %s): %s", server, kubeconfig, cause));
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsNotWaitedFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String server = "http://127.0.0.1:" + silent.getLocalPort();
            Path kubeconfig = write(kubeconfigOf(server));

            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThatThrownBy(() -> Kubernetes.connect(kubeconfig))
                            .isInstanceOf(CommandFailure.class)
                            .hasMessage(
                                    "Cannot reach %s/ (context x of %s): no answer within 10 s", server, kubeconfig));
        }
    }

    @Test
    void aBrokenKubeconfigIsNamedWithTheLine() throws Exception {
        Path kubeconfig = write("not: [yaml\n");

        assertThatThrownBy(() -> Kubernetes.connect(kubeconfig))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(kubeconfig + " is not a kubeconfig: line 1: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                     | is not a kubeconfig: it is empty",
                "just text                              | is not a kubeconfig: line 1 is not a field",
                "'{kind: Config}'                       | has no current-context",
                "'{current-context: x}'                 | names the current-context x, which is not in it",
                "'{current-context: x, contexts: 5}'    | names the current-context x, which is not in it",
                "'{current-context: x, contexts: [{name: x, context: {cluster: c}}]}' | names the cluster c, which has no server",
            })
    void whatAKubeconfigLacksIsSaid(String text, String problem) throws Exception {
        Path kubeconfig = write(text);

        assertThatThrownBy(() -> Kubernetes.connect(kubeconfig))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(kubeconfig.toString())
                .hasMessageContaining(problem);
    }

    private static String kubeconfigOf(String server) {
        return """
                apiVersion: v1
                kind: Config
                current-context: x
                contexts: [{name: x, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: x}}]
                """.formatted(server);
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("kubeconfig"), text);
    }
}
