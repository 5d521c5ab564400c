package dev.capstan.cli.installation;

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
 * @param client an administrator's client
 * @param controllers the process with the controllers
 * @param folder for files of the command
 * @param freshCrds names of the definitions that were not there before
 */
public record LocalInstallation(
        Cluster cluster, KubernetesClient client, Controllers controllers, Path folder, List<String> freshCrds) {

    /** The repositories and receivers of these commands are on this machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "capstan.source.git.allow-loopback", "true",
            "capstan.notification.allowed-networks", "loopback");

    /**
     * Opens the cluster that the environment asks for, prepares it and starts the controllers.
     *
     * @param scope closes all of it
     * @param kubeconfig a cluster that was named on the command line, before everything that the environment says
     */
    public static LocalInstallation open(CommandScope scope, Optional<Path> kubeconfig, Progress progress) {
        Distribution distribution = Distribution.find();
        Cluster cluster = scope.keep(cluster(kubeconfig, progress));
        KubernetesClient client = scope.keep(Kubernetes.connect(cluster.kubeconfig()));
        Crds crds = new Crds(client);
        if (cluster instanceof CurrentCluster) {
            crds.requireNobodyElse();
        }
        progress.tick("  installing the custom resource definitions");
        List<String> fresh = crds.install(distribution.crds());
        Path folder = scope.keep(TemporaryFolder.create()).path();
        progress.tick("  starting the controllers");
        Controllers controllers = scope.keep(Controllers.start(distribution, cluster.kubeconfig(), folder, SETTINGS));
        scope.keep(RunningClusters.in(System.getenv()).remember(cluster.kubeconfig()));
        return new LocalInstallation(cluster, client, controllers, folder, fresh);
    }

    private static Cluster cluster(Optional<Path> kubeconfig, Progress progress) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        kubeconfig.ifPresent(
                path -> environment.put(Clusters.CHOICE, path.toAbsolutePath().toString()));
        return new Clusters(environment, progress)
                .usingKubeconfigVariable()
                .open(new DevclusterOptions(Optional.empty(), false, 1));
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
