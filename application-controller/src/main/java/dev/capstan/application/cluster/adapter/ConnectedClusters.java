package dev.capstan.application.cluster.adapter;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.argo.cluster.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** The cluster in which the controller runs, with the controller's own account. */
public final class ConnectedClusters implements ClusterConnections {

    private final ClusterConnection own;

    /** @param client of the controller; stays the caller's */
    public ConnectedClusters(KubernetesClient client, Clock clock) {
        ClusterApi api = Fabric8ClusterApi.of(client);
        this.own = new ClusterConnection(api, new ResourceCatalog(api, clock));
    }

    @Override
    public Connection to(Cluster cluster) {
        return cluster.isInCluster()
                ? new Connection.Made(own)
                : new Connection.Refused("the " + cluster + " is not the one in which this controller runs");
    }
}
