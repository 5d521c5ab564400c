package dev.capstan.argo.cluster;

import java.util.Map;

/**
 * What a Secret says of its cluster that is no secret, whether or not the cluster can be reached with it.
 *
 * @param name of the cluster; may be empty
 * @param server URL of the API server, without a slash at the end; may be empty
 * @param project that may use it whatever its destinations say; empty for none
 * @param labels all of the Secret's, for the generators of ApplicationSets: selectors may name the type of the Secret, too
 */
public record ClusterFacts(
        String name, String server, String project, Map<String, String> labels, Map<String, String> annotations) {
    /** Copies the maps. */
    public ClusterFacts {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Whether it is the one in which the controller runs. */
    public boolean isInCluster() {
        return server.equals(Cluster.IN_CLUSTER_SERVER);
    }
}
