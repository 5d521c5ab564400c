package dev.capstan.cli.get;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.Kubernetes;
import dev.capstan.cli.process.RunningCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running cluster a command looks at. */
final class ClusterOption {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "Kubeconfig of the cluster. Default: $KUBECONFIG, else the cluster of a running `capstan demo` or"
                            + " `capstan up`, else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    KubernetesClient client(Map<String, String> environment) {
        return Kubernetes.client(choose(environment));
    }

    private Path choose(Map<String, String> environment) {
        if (kubeconfig != null) {
            return readable(kubeconfig);
        }
        String named = environment.getOrDefault("KUBECONFIG", "");
        if (!named.isBlank()) {
            return readable(Path.of(named.split(File.pathSeparator)[0]));
        }
        Optional<Path> running = RunningCluster.in(environment).kubeconfig();
        Path usual = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kube", "config");
        return running.orElseGet(() -> readable(usual));
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new CommandFailure(
                    "No cluster: " + file + " cannot be read. Start one with `capstan demo --keep` or `capstan up`,"
                            + " or name a kubeconfig with --kubeconfig.");
        }
        return file;
    }
}
