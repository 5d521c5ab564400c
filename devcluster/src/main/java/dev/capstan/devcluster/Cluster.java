package dev.capstan.devcluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A running Kubernetes cluster that somebody may work against until it is closed. */
public sealed interface Cluster extends AutoCloseable permits Devcluster, AssetsCluster, K3sCluster, CurrentCluster {

    /** A kubeconfig file whose current context reaches this cluster with administrator's rights. */
    Path kubeconfig();

    /** Address of the NATS server that belongs to the cluster, where there is one. */
    Optional<URI> nats();

    /** One sentence for people: which cluster this is and what it lacks. */
    String describe();

    /** Whether its nodes pull images and run them, so that only images will do that are somewhere; where nobody knows, yes. */
    default boolean runsImages() {
        return true;
    }

    /** Ends the cluster when it was started here; leaves a foreign one alone. May be called more than once. */
    @Override
    void close();
}
