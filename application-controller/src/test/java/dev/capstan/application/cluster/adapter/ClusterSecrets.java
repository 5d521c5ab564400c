package dev.capstan.application.cluster.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Clusters as Secrets of a control plane describe them. */
final class ClusterSecrets {
    private ClusterSecrets() {}

    /**
     * The cluster that one Secret describes.
     *
     * @param config JSON of the key with that name
     */
    static Cluster cluster(String server, String config) {
        return find(clusters(server, config), "edge");
    }

    /** The cluster with a name. */
    static Cluster find(Clusters clusters, String name) {
        return switch (clusters.find(new Destination("", name, ""))) {
            case Clusters.Lookup.Found(Cluster cluster) -> cluster;
            case Clusters.Lookup.Unusable(String why) -> throw new AssertionError(why);
            case Clusters.Lookup.NotFound(String why) -> throw new AssertionError(why);
        };
    }

    /** All clusters, where there is one Secret. */
    static Clusters clusters(String server, String config) {
        return clusters(server, config, "");
    }

    /**
     * The same, restricted.
     *
     * @param namespaces as the key with that name has them
     */
    static Clusters clusters(String server, String config, String namespaces) {
        return Clusters.of(List.of(secret("edge", server, config, namespaces)), true);
    }

    /** A Secret that describes a cluster with its own name. */
    static ArgoSecret secret(String name, String server, String config, String namespaces) {
        return new ArgoSecret(
                name,
                Map.of(SecretType.LABEL, SecretType.CLUSTER.label()),
                Map.of(),
                Map.of(
                        "name",
                        bytes(name),
                        "server",
                        bytes(server),
                        "config",
                        bytes(config),
                        "namespaces",
                        bytes(namespaces)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** A text as fields of {@code tlsClientConfig} have it. */
    static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }
}
