package dev.capstan.cli.options;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.RunningCluster;
import dev.capstan.cli.cluster.RunningClusters;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running cluster a command looks at. */
public final class ClusterOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "Kubeconfig of the cluster. Default: $KUBECONFIG, else the cluster of a running `capstan demo` or"
                            + " `capstan up`, else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The cluster of the running `capstan up` or `demo` with this name; needed when several run.")
    private @Nullable String cluster;

    /** The name of a running cluster, where one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(cluster);
    }

    /** Whether an option says which. */
    public boolean isGiven() {
        return kubeconfig != null || cluster != null;
    }

    /**
     * The kubeconfig that was named by an option or by {@code KUBECONFIG}.
     *
     * @throws CommandFailure when it cannot be read
     */
    public Optional<Path> named(Map<String, String> environment) {
        if (kubeconfig != null && cluster != null) {
            throw new ParameterException(spec.commandLine(), "--kubeconfig and --cluster exclude each other");
        }
        if (kubeconfig != null) {
            return Optional.of(readable(kubeconfig));
        }
        return cluster == null ? ofVariable(environment).map(ClusterOption::readable) : Optional.empty();
    }

    /**
     * The kubeconfig of the cluster.
     *
     * @throws CommandFailure when there is none, or when several could be meant
     */
    public Path kubeconfig(Map<String, String> environment) {
        Optional<Path> named = named(environment);
        if (named.isPresent()) {
            return named.get();
        }
        RunningClusters clusters = RunningClusters.in(environment);
        if (cluster != null) {
            return clusters.named(cluster).kubeconfig();
        }
        List<RunningCluster> running = clusters.all();
        List<Path> different =
                running.stream().map(RunningCluster::kubeconfig).distinct().toList();
        return switch (different.size()) {
            case 0 ->
                readable(Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kube", "config"));
            case 1 -> different.getFirst();
            default ->
                throw new CommandFailure("Several clusters run; choose one:\n" + RunningClusters.choices(running));
        };
    }

    /** The first file of {@code KUBECONFIG} that can be read, or the first of all. */
    private static Optional<Path> ofVariable(Map<String, String> environment) {
        List<Path> files = Stream.of(environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .toList();
        return files.stream()
                .filter(Files::isReadable)
                .findFirst()
                .or(() -> files.stream().findFirst());
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
