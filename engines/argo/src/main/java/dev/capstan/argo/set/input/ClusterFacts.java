package dev.capstan.argo.set.input;

import java.util.Map;
import java.util.Optional;

/**
 * What a cluster Secret says that is no secret.
 *
 * @param name the name of the cluster
 * @param server the address of its API server
 * @param project the project that it belongs to; empty for none
 * @param labels labels of the Secret
 * @param annotations annotations of the Secret
 */
public record ClusterFacts(
        String name,
        String server,
        Optional<String> project,
        Map<String, String> labels,
        Map<String, String> annotations) {
    /** The name of the cluster that the controller itself runs in. */
    public static final String OWN_NAME = "in-cluster";

    /** The address of the cluster that the controller itself runs in. */
    public static final String OWN_SERVER = "https://kubernetes.default.svc";

    /** Keeps its own copies. */
    public ClusterFacts {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Whether it is the cluster that the controller itself runs in. */
    public boolean isOwn() {
        return server.equals(OWN_SERVER);
    }
}
