package dev.capstan.argo.cluster;

import dev.capstan.argo.cluster.ClusterSecret.Read;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All clusters that Secrets describe, and the one in which the controller runs. Does not depend on the order of the Secrets. */
public final class Clusters {
    private final List<Read> read;
    private final boolean isInClusterEnabled;

    private Clusters(List<Read> read, boolean isInClusterEnabled) {
        this.read = read;
        this.isInClusterEnabled = isInClusterEnabled;
    }

    /** What a look-up gives. */
    public sealed interface Lookup {
        record Found(Cluster cluster) implements Lookup {}

        /**
         * There is none that can be used.
         *
         * @param why Argo CD's message, where it has one
         */
        record NotFound(String why) implements Lookup {}
    }

    /**
     * Those of type {@code cluster}; other Secrets are passed over.
     *
     * @param isInClusterEnabled whether the cluster in which the controller runs may be a destination
     */
    public static Clusters of(List<ArgoSecret> secrets, boolean isInClusterEnabled) {
        List<Read> read = secrets.stream()
                .filter(secret ->
                        secret.type().filter(SecretType.CLUSTER::equals).isPresent())
                .sorted(Comparator.comparing(ArgoSecret::name))
                .map(ClusterSecret::read)
                .filter(one -> isInClusterEnabled || !isInCluster(one))
                .toList();
        return new Clusters(read, isInClusterEnabled);
    }

    private static boolean isInCluster(Read read) {
        return server(read).equals(Cluster.IN_CLUSTER_SERVER);
    }

    /** The cluster that a destination means. */
    public Lookup find(Destination destination) {
        String server = withoutSlash(destination.server());
        String name = destination.name();
        if (!server.isEmpty() && !name.isEmpty()) {
            return new Lookup.NotFound("application destination can't have both name and server defined: " + name + " "
                    + destination.server());
        }
        if (!server.isEmpty()) {
            return byServer(server);
        }
        return name.isEmpty() ? new Lookup.NotFound("Destination server missing from app spec") : byName(name);
    }

    private Lookup byServer(String server) {
        for (Read one : read) {
            if (server(one).equals(server)) {
                return lookup(one);
            }
        }
        boolean isOwn = server.equals(Cluster.IN_CLUSTER_SERVER);
        return isOwn && isInClusterEnabled
                ? new Lookup.Found(Cluster.inCluster())
                : new Lookup.NotFound("error getting cluster by server \"" + server + "\": cluster \"" + server + "\" "
                        + (isOwn ? "is disabled" : "not found"));
    }

    private Lookup byName(String name) {
        List<String> servers = read.stream()
                .filter(one -> name(one).equals(name))
                .map(Clusters::server)
                .toList();
        if (servers.size() > 1) {
            return new Lookup.NotFound("there are " + servers.size() + " clusters with the same name: ["
                    + String.join(" ", servers) + "]");
        }
        if (servers.isEmpty()) {
            return name.equals(Cluster.IN_CLUSTER_NAME) && isInClusterEnabled
                    ? byServer(Cluster.IN_CLUSTER_SERVER)
                    : new Lookup.NotFound("there are no clusters with this name: " + name);
        }
        return read.stream()
                .filter(one -> name(one).equals(name))
                .findFirst()
                .map(Clusters::lookup)
                .orElseThrow();
    }

    /** Those that belong to a project alone. */
    public List<Cluster> ofProject(String project) {
        return project.isEmpty()
                ? List.of()
                : usable().stream()
                        .filter(cluster -> cluster.project().equals(project))
                        .toList();
    }

    /** All that can be used, with the one in which the controller runs. */
    public List<Cluster> all() {
        var all = new ArrayList<Cluster>();
        if (isInClusterEnabled && read.stream().noneMatch(Clusters::isInCluster)) {
            all.add(Cluster.inCluster());
        }
        all.addAll(usable());
        return List.copyOf(all);
    }

    /** What is wrong with Secrets, or said by them and not acted on; for people, without values. */
    public List<String> notices() {
        return read.stream()
                .flatMap(one -> switch (one) {
                    case Read.Usable(Cluster cluster) -> cluster.notices().stream();
                    case Read.Refused refused -> Stream.of(refused.why());
                })
                .toList();
    }

    private List<Cluster> usable() {
        var usable = new ArrayList<Cluster>();
        for (Read one : read) {
            if (one instanceof Read.Usable(Cluster cluster)) {
                usable.add(cluster);
            }
        }
        return usable;
    }

    private static Lookup lookup(Read read) {
        return switch (read) {
            case Read.Usable(Cluster cluster) -> new Lookup.Found(cluster);
            case Read.Refused refused -> new Lookup.NotFound(refused.why());
        };
    }

    private static String server(Read read) {
        return switch (read) {
            case Read.Usable(Cluster cluster) -> cluster.server();
            case Read.Refused refused -> refused.server();
        };
    }

    private static String name(Read read) {
        return switch (read) {
            case Read.Usable(Cluster cluster) -> cluster.name();
            case Read.Refused refused -> refused.name();
        };
    }

    private static String withoutSlash(String server) {
        int end = server.length();
        while (end > 0 && server.charAt(end - 1) == '/') {
            end--;
        }
        return server.substring(0, end);
    }
}
