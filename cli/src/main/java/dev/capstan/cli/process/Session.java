package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import dev.capstan.devcluster.Cluster;
import dev.capstan.devcluster.Clusters;
import dev.capstan.devcluster.CurrentCluster;
import dev.capstan.devcluster.DevclusterOptions;
import dev.capstan.devcluster.Progress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster with the definitions installed and the controllers running, for as long as a command needs them. */
public final class Session implements AutoCloseable {

    private final Cluster cluster;
    private final KubernetesClient client;
    private final Controllers controllers;
    private final List<String> freshDefinitions;
    private final Path folder;
    private final RunningCluster running;
    private boolean isClosed;

    private Session(
            Cluster cluster,
            KubernetesClient client,
            Controllers controllers,
            List<String> freshDefinitions,
            Path folder,
            RunningCluster running) {
        this.cluster = cluster;
        this.client = client;
        this.controllers = controllers;
        this.freshDefinitions = freshDefinitions;
        this.folder = folder;
        this.running = running;
    }

    /**
     * Opens the cluster that the environment asks for, prepares it and starts the controllers.
     *
     * @param kubeconfig a cluster that was named on the command line, before everything that the environment says
     */
    public static Session open(Optional<Path> kubeconfig, Progress progress) {
        Home home = Home.find();
        Map<String, String> environment = new HashMap<>(System.getenv());
        kubeconfig.ifPresent(
                path -> environment.put(Clusters.CHOICE, path.toAbsolutePath().toString()));
        Cluster cluster =
                new Clusters(environment, progress).usingKubeconfigVariable().open(withoutNats());
        try {
            return prepare(home, cluster, progress);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static DevclusterOptions withoutNats() {
        return new DevclusterOptions(Optional.empty(), false, 1);
    }

    private static Session prepare(Home home, Cluster cluster, Progress progress) {
        KubernetesClient client = Kubernetes.client(cluster.kubeconfig());
        try {
            Definitions definitions = new Definitions(client);
            if (cluster instanceof CurrentCluster) {
                definitions.requireNobodyElse();
            }
            progress.tick("  installing the custom resource definitions");
            List<String> fresh = definitions.install(home.definitions());
            Path folder = Files.createTempDirectory("capstan-");
            progress.tick("  starting the controllers");
            Controllers controllers = Controllers.start(
                    home,
                    cluster.kubeconfig(),
                    folder,
                    // The repositories and receivers of these commands are on this machine.
                    Map.of(
                            "capstan.source.git.allow-loopback", "true",
                            "capstan.notification.allowed-networks", "loopback"));
            RunningCluster running = RunningCluster.in(System.getenv());
            running.remember(cluster.kubeconfig());
            return new Session(cluster, client, controllers, fresh, folder, running);
        } catch (IOException e) {
            client.close();
            throw new CommandFailure("Cannot make a temporary folder: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** The cluster. */
    public Cluster cluster() {
        return cluster;
    }

    /** An administrator's client, for as long as the session is open. */
    public KubernetesClient client() {
        return client;
    }

    /** The process with the controllers. */
    public Controllers controllers() {
        return controllers;
    }

    /** Whether the cluster was there before and stays. */
    public boolean isForeign() {
        return cluster instanceof CurrentCluster;
    }

    /** Removes the definitions that this session has brought into a cluster that stays. */
    public void removeFreshDefinitions() {
        new Definitions(client).remove(freshDefinitions);
    }

    /** A folder of this session, removed at the end. */
    public Path folder() {
        return folder;
    }

    /** Ends the controllers and a cluster of our own. A second call waits for the first one and does nothing. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        running.forget(cluster.kubeconfig());
        controllers.close();
        client.close();
        cluster.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
