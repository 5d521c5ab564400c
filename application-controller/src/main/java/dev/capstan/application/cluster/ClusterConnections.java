package dev.capstan.application.cluster;

import dev.capstan.argo.cluster.Cluster;

/** The connections to clusters, one each. */
public interface ClusterConnections {

    /** The connection to a cluster; made when it is first asked for. */
    Connection to(Cluster cluster);

    /** What asking for one gives. */
    sealed interface Connection {
        record Made(ClusterConnection connection) implements Connection {}

        /**
         * The cluster cannot be connected.
         *
         * @param why for people, without values of Secrets
         */
        record Refused(String why) implements Connection {}
    }
}
