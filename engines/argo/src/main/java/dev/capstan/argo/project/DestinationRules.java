package dev.capstan.argo.project;

import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.glob.GlobSyntax;
import java.util.List;

/**
 * Which destinations a project permits: its own clusters, and server or name of the cluster and the namespace, both by one entry; a denial
 * wins.
 */
final class DestinationRules {
    private final List<Entry> entries;
    private final List<Cluster> own;

    DestinationRules(List<DestinationPattern> patterns, List<Cluster> own) {
        this.entries = patterns.stream().map(Entry::of).toList();
        this.own = own;
    }

    /** One entry of the list, as it is written. */
    record DestinationPattern(String server, String name, String namespace) {}

    private record Entry(PermissionPattern server, PermissionPattern name, PermissionPattern namespace) {
        static Entry of(DestinationPattern pattern) {
            return new Entry(
                    PermissionPattern.of(pattern.server(), GlobSyntax.TEXT),
                    PermissionPattern.of(pattern.name(), GlobSyntax.TEXT),
                    PermissionPattern.of(pattern.namespace(), GlobSyntax.TEXT));
        }

        boolean permits(Cluster cluster, String other) {
            return permitsCluster(cluster) && namespace.permits(other);
        }

        private boolean permitsCluster(Cluster cluster) {
            return permitsServer(cluster) || permitsName(cluster);
        }

        private boolean permitsServer(Cluster cluster) {
            return !cluster.server().isEmpty() && server.permits(cluster.server());
        }

        private boolean permitsName(Cluster cluster) {
            return !cluster.name().isEmpty() && name.permits(cluster.name());
        }

        boolean denies(Cluster cluster, String other) {
            if (permits(cluster, other)) {
                return false;
            }
            boolean isClusterDenied = name.isDenial() && !permitsName(cluster)
                    || server.isDenial() && !permitsServer(cluster) && namespace.permits(other);
            return isClusterDenied || namespace.denies(other) && permitsCluster(cluster);
        }
    }

    boolean permits(Cluster cluster, String namespace) {
        return entries.stream().noneMatch(entry -> entry.denies(cluster, namespace))
                && (isOwn(cluster, namespace) || entries.stream().anyMatch(entry -> entry.permits(cluster, namespace)));
    }

    private boolean isOwn(Cluster cluster, String namespace) {
        return own.stream().anyMatch(one -> one.server().equals(cluster.server()) && one.managesNamespace(namespace));
    }
}
