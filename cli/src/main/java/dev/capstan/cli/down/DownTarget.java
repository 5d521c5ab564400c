package dev.capstan.cli.down;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.RunningCluster;
import dev.capstan.cli.cluster.RunningClusters;
import dev.capstan.cli.options.ClusterOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster to take things away from.
 *
 * @param kubeconfig of the cluster
 * @param running the {@code up} that works on it right now
 */
record DownTarget(Path kubeconfig, Optional<RunningCluster> running) {

    /**
     * What the user means; nothing when nothing was named and nothing runs.
     *
     * @throws CommandFailure when several could be meant
     */
    static List<DownTarget> of(ClusterOption option, boolean isForAll, Map<String, String> environment) {
        List<RunningCluster> running = RunningClusters.in(environment).all().stream()
                .filter(cluster -> cluster.command().equals("up"))
                .toList();
        if (isForAll) {
            return running.stream().map(DownTarget::of).toList();
        }
        Optional<Path> named = option.named(environment);
        if (named.isPresent()) {
            return List.of(new DownTarget(named.get(), worksOn(named.get(), running)));
        }
        if (option.name().isPresent()) {
            return List.of(
                    of(RunningClusters.in(environment).named(option.name().get())));
        }
        if (running.size() > 1) {
            throw new CommandFailure(
                    "Several clusters run; choose one, or --all:\n" + RunningClusters.choices(running));
        }
        return running.stream().map(DownTarget::of).toList();
    }

    private static DownTarget of(RunningCluster running) {
        return new DownTarget(running.kubeconfig(), Optional.of(running));
    }

    private static Optional<RunningCluster> worksOn(Path kubeconfig, List<RunningCluster> running) {
        String server = Kubernetes.server(kubeconfig);
        return running.stream()
                .filter(cluster -> Kubernetes.server(cluster.kubeconfig()).equals(server))
                .findFirst();
    }
}
