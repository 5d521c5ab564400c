package dev.capstan.argo.cluster;

import java.util.List;

/**
 * A cluster that can be reached.
 *
 * @param secret the Secret that describes it; empty for the one that needs none
 * @param server URL of the API server, without a slash at the end
 * @param project that may use it whatever its destinations say; empty for none
 * @param namespaces to which everything is restricted; empty for no restriction
 * @param hasClusterResources whether a restricted one still has objects of the cluster
 * @param proxyUrl empty for none
 * @param notices what the Secret says and nobody acts on, for people, without values
 */
public record Cluster(
        String secret,
        String server,
        String name,
        String project,
        List<String> namespaces,
        boolean hasClusterResources,
        ClusterLogin login,
        ClusterTls tls,
        String proxyUrl,
        List<String> notices) {
    /** The URL that stands for the cluster in which the controller runs. */
    public static final String IN_CLUSTER_SERVER = "https://kubernetes.default.svc";
    /** The name of that cluster when no Secret gives it another. */
    public static final String IN_CLUSTER_NAME = "in-cluster";

    /** Copies the lists. */
    public Cluster {
        namespaces = List.copyOf(namespaces);
        notices = List.copyOf(notices);
    }

    /** The cluster in which the controller runs, when no Secret describes it. */
    public static Cluster inCluster() {
        return new Cluster(
                "",
                IN_CLUSTER_SERVER,
                IN_CLUSTER_NAME,
                "",
                List.of(),
                false,
                ClusterLogin.NONE,
                ClusterTls.DEFAULT,
                "",
                List.of());
    }

    /** Whether it is the one in which the controller runs, reached with the controller's own account. */
    public boolean isInCluster() {
        return server.equals(IN_CLUSTER_SERVER) && login.isEmpty();
    }

    /** The same, of which nothing but one namespace is looked at. */
    public Cluster restrictedTo(String namespace) {
        return new Cluster(secret, server, name, project, List.of(namespace), false, login, tls, proxyUrl, notices);
    }

    /** Whether objects of a namespace are managed. */
    public boolean managesNamespace(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    /** Whether objects without namespace are managed. */
    public boolean managesClusterResources() {
        return namespaces.isEmpty() || hasClusterResources;
    }

    /** Name and server. */
    @Override
    public String toString() {
        return "cluster " + name + " (" + server + ")";
    }
}
