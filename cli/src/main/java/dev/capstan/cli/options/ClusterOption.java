package dev.capstan.cli.options;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.RunningClusters;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running cluster a command looks at. */
public final class ClusterOption {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "Kubeconfig of the cluster. Default: $KUBECONFIG, else the cluster of a running `capstan demo` or"
                            + " `capstan up`, else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    /**
     * The kubeconfig of the cluster.
     *
     * @throws CommandFailure when there is none, or when several could be meant
     */
    public Path kubeconfig(Map<String, String> environment) {
        if (kubeconfig != null) {
            return readable(kubeconfig);
        }
        String named = environment.getOrDefault("KUBECONFIG", "");
        if (!named.isBlank()) {
            return readable(Path.of(named.split(File.pathSeparator)[0]));
        }
        List<Path> running = RunningClusters.in(environment).kubeconfigs();
        return switch (running.size()) {
            case 0 ->
                readable(Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kube", "config"));
            case 1 -> running.getFirst();
            default ->
                throw new CommandFailure("Several clusters run; choose one:\n"
                        + running.stream().map(file -> "  --kubeconfig " + file).collect(Collectors.joining("\n")));
        };
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
