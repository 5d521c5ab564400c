package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.ClusterFacts;
import java.util.List;
import java.util.Optional;

/** Whether a destination is one of the clusters that are known. */
final class KnownClusters {
    private KnownClusters() {}

    /** Whether it is. */
    static boolean has(JsonNode destination, List<ClusterFacts> clusters) {
        return problem(destination, clusters).isEmpty();
    }

    /** Why a destination cannot be used; empty where it can. */
    static Optional<String> problem(JsonNode destination, List<ClusterFacts> clusters) {
        String server = Fields.text(destination, "server");
        String name = Fields.text(destination, "name");
        if (server.isEmpty() == name.isEmpty()) {
            return Optional.of(
                    server.isEmpty()
                            ? "it has neither a server nor a name; set one of them"
                            : "it has both a server and a name: " + server + " and " + name + "; set one of them");
        }
        if (server.equals(ClusterFacts.OWN_SERVER) || name.equals(ClusterFacts.OWN_NAME)) {
            return Optional.empty();
        }
        String address = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        long found = clusters.stream()
                .filter(cluster -> name.isEmpty()
                        ? cluster.server().equals(address)
                        : cluster.name().equals(name))
                .count();
        if (found == 1 || found > 0 && name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                found == 0
                        ? "there is no cluster with the " + (name.isEmpty() ? "server " + server : "name " + name)
                        : "there are " + found + " clusters with the name " + name + "; use the server");
    }
}
