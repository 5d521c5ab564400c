package dev.capstan.argo.cluster;

import dev.capstan.argo.cluster.ClusterSecret.Read;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All clusters that Secrets describe, and the one in which the controller runs. Does not depend on the order of the Secrets. */
public final class Clusters {
    private final List<ClusterFacts> facts;
    private final List<Read> read;
    private final boolean isInClusterEnabled;

    private Clusters(List<Read> described, boolean isInClusterEnabled) {
        this.facts = described.stream().map(Read::facts).toList();
        this.read = described.stream()
                .filter(one -> isInClusterEnabled || !one.facts().isInCluster())
                .toList();
        this.isInClusterEnabled = isInClusterEnabled;
    }

    /** What a look-up gives. */
    public sealed interface Lookup {
        record Found(Cluster cluster) implements Lookup {}

        /**
         * Its Secret is there, and cannot be used.
         *
         * @param why for people, without any value
         */
        record Unusable(String why) implements Lookup {}

        /**
         * The destination means none, or more than one.
         *
         * @param why for people
         */
        record NotFound(String why) implements Lookup {}
    }

    /**
     * Those of type {@code cluster}; other Secrets are passed over.
     *
     * @param isInClusterEnabled whether the cluster in which the controller runs may be a destination
     */
    public static Clusters of(List<ArgoSecret> secrets, boolean isInClusterEnabled) {
        List<Read> described = secrets.stream()
                .filter(secret ->
                        secret.type().filter(SecretType.CLUSTER::equals).isPresent())
                .sorted(Comparator.comparing(ArgoSecret::name))
                .map(ClusterSecret::read)
                .toList();
        return new Clusters(described, isInClusterEnabled);
    }

    /** The cluster that a destination means. */
    public Lookup find(Destination destination) {
        String server = withoutSlash(destination.server());
        String name = destination.name();
        if (server.isEmpty() == name.isEmpty()) {
            return new Lookup.NotFound(
                    server.isEmpty()
                            ? "the destination has neither a server nor a name; set one of them"
                            : "the destination has both a server and a name: " + server + " and " + name
                                    + "; set one of them");
        }
        return name.isEmpty() ? byServer(server) : byName(name);
    }

    private Lookup byServer(String server) {
        for (Read one : read) {
            if (one.facts().server().equals(server)) {
                return lookup(one);
            }
        }
        if (!server.equals(Cluster.IN_CLUSTER_SERVER)) {
            return new Lookup.NotFound("there is no cluster with the server " + server);
        }
        return isInClusterEnabled
                ? new Lookup.Found(Cluster.inCluster())
                : new Lookup.NotFound(
                        "the cluster " + server + " may not be a destination: cluster.inClusterEnabled is false");
    }

    private Lookup byName(String name) {
        List<Read> named =
                read.stream().filter(one -> one.facts().name().equals(name)).toList();
        if (named.size() > 1) {
            String servers = named.stream().map(one -> one.facts().server()).collect(Collectors.joining(", "));
            return new Lookup.NotFound("there are " + named.size() + " clusters with the name " + name + ": " + servers
                    + "; use the server");
        }
        if (!named.isEmpty()) {
            return lookup(named.getFirst());
        }
        return name.equals(Cluster.IN_CLUSTER_NAME)
                ? byServer(Cluster.IN_CLUSTER_SERVER)
                : new Lookup.NotFound("there is no cluster with the name " + name);
    }

    /** One for every Secret, by its name, be it one that cannot be used: no ApplicationSet loses an Application for want of a login. */
    public List<ClusterFacts> facts() {
        return facts;
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
        if (isInClusterEnabled && read.stream().noneMatch(one -> one.facts().isInCluster())) {
            all.add(Cluster.inCluster());
        }
        all.addAll(usable());
        return List.copyOf(all);
    }

    /** What is wrong with Secrets, or said by them and not acted on; for people, without values. */
    public List<String> notices() {
        return read.stream()
                .flatMap(one -> switch (one) {
                    case Read.Usable(ClusterFacts _, Cluster cluster) -> cluster.notices().stream();
                    case Read.Refused refused -> Stream.of(refused.why());
                })
                .toList();
    }

    private List<Cluster> usable() {
        var usable = new ArrayList<Cluster>();
        for (Read one : read) {
            if (one instanceof Read.Usable(ClusterFacts _, Cluster cluster)) {
                usable.add(cluster);
            }
        }
        return usable;
    }

    private static Lookup lookup(Read read) {
        return switch (read) {
            case Read.Usable(ClusterFacts _, Cluster cluster) -> new Lookup.Found(cluster);
            case Read.Refused refused -> new Lookup.Unusable(refused.why());
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
