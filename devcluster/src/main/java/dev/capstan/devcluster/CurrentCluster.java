package dev.capstan.devcluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster that was there before and stays when it is closed.
 *
 * @param kubeconfig the user's file
 * @param nats the NATS server to use with it, where one was named
 */
public record CurrentCluster(Path kubeconfig, Optional<URI> nats) implements Cluster {

    @Override
    public String describe() {
        return "the cluster of the current context in " + kubeconfig;
    }

    @Override
    public void close() {
        // Not ours.
    }
}
