package dev.capstan.cli.installation;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.Launcher;
import dev.capstan.cli.cluster.Crds;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.RunningClusters;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.Controllers;
import dev.capstan.cli.process.Distribution;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.devcluster.Cluster;
import dev.capstan.devcluster.Clusters;
import dev.capstan.devcluster.CurrentCluster;
import dev.capstan.devcluster.DevclusterOptions;
import dev.capstan.devcluster.Progress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster with the definitions installed and the controllers running; all of it ends with the command.
 *
 * @param cluster the cluster
 * @param name what people choose it by in other commands
 * @param client an administrator's client
 * @param controllers the process with the controllers
 * @param folder for files of the command
 * @param freshCrds names of the definitions that were not there before
 */
public record LocalInstallation(
        Cluster cluster,
        String name,
        KubernetesClient client,
        Controllers controllers,
        Path folder,
        List<String> freshCrds) {

    /** The repositories and receivers of these commands are on this machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "capstan.source.remotes.allow-loopback", "true",
            "capstan.notification.allowed-networks", "loopback");

    /**
     * Who asks for an installation.
     *
     * @param command {@code up} or {@code demo}
     * @param name for the cluster, a number is added to one that is taken
     */
    public record Tenant(String command, String name) {}

    /**
     * The cluster that runs already and will be used, if there is one: nothing is started.
     *
     * @param kubeconfig a cluster that was named on the command line, before everything that the environment says
     */
    public static Optional<Cluster> existing(Optional<Path> kubeconfig) {
        return clusters(kubeconfig, Progress.NONE).existing();
    }

    /**
     * Opens the cluster that the environment asks for, prepares it and starts the controllers.
     *
     * @param scope closes all of it
     * @param kubeconfig a cluster that was named on the command line, before everything that the environment says
     */
    public static LocalInstallation open(
            CommandScope scope, Tenant tenant, Optional<Path> kubeconfig, Progress progress) {
        Distribution distribution = Distribution.find();
        Clusters clusters = clusters(kubeconfig, progress).offeringK3s(distribution.k3s());
        Cluster cluster = scope.keep(clusters.open(new DevclusterOptions(Optional.empty(), false, 1)));
        KubernetesClient client = scope.keep(Kubernetes.connect(cluster.kubeconfig()));
        Crds crds = new Crds(client);
        RunningClusters running = RunningClusters.in(System.getenv());
        if (cluster instanceof CurrentCluster) {
            requireAlone(cluster, running);
            crds.requireNobodyElse();
        }
        progress.tick("  installing the custom resource definitions");
        List<String> fresh = crds.install(distribution.crds());
        Path folder = scope.keep(TemporaryFolder.create()).path();
        progress.tick("  starting the controllers");
        Controllers controllers = scope.keep(Controllers.start(distribution, cluster.kubeconfig(), folder, SETTINGS));
        RunningClusters.Remembered remembered = scope.keep(running.remember(
                tenant.name(), tenant.command(), cluster.kubeconfig(), !(cluster instanceof CurrentCluster)));
        return new LocalInstallation(cluster, remembered.cluster().name(), client, controllers, folder, fresh);
    }

    private static Clusters clusters(Optional<Path> kubeconfig, Progress progress) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        kubeconfig.ifPresent(
                path -> environment.put(Clusters.CHOICE, path.toAbsolutePath().toString()));
        return new Clusters(environment, progress).usingKubeconfigVariable();
    }

    /** Controllers of two commands would work on the same objects against each other. */
    private static void requireAlone(Cluster cluster, RunningClusters running) {
        String server = Kubernetes.server(cluster.kubeconfig());
        running.all().stream()
                .filter(other -> Kubernetes.server(other.kubeconfig()).equals(server))
                .findFirst()
                .ifPresent(other -> {
                    throw new CommandFailure("On this cluster works already: " + other.describe()
                            + ". End it first (" + Launcher.command() + " down --cluster " + other.name()
                            + "), or let Capstan use its own cluster: CAPSTAN_CLUSTER=devcluster");
                });
    }

    /**
     * Runs the controllers on a cluster that is prepared, until the scope ends.
     *
     * @param kubeconfig of the cluster
     */
    public static Controllers controllers(CommandScope scope, Path kubeconfig) {
        Path folder = scope.keep(TemporaryFolder.create()).path();
        return scope.keep(Controllers.start(Distribution.find(), kubeconfig, folder, SETTINGS));
    }

    /** Whether the cluster was there before and stays. */
    public boolean isForeign() {
        return cluster instanceof CurrentCluster;
    }

    /** Removes the definitions that this command has brought into a cluster that stays. */
    public void removeFreshCrds() {
        new Crds(client).remove(freshCrds);
    }
}
