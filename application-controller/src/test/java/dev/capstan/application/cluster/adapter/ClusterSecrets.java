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
        var lookup = clusters(server, config).find(new Destination("", "edge", ""));
        return switch (lookup) {
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
        return clusters("edge", server, config, namespaces);
    }

    /** The cluster that a Secret of another name describes. */
    static Cluster named(String name, String server, String config) {
        return clusters(name, server, config, "").all().getLast();
    }

    private static Clusters clusters(String name, String server, String config, String namespaces) {
        var secret = new ArgoSecret(
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
        return Clusters.of(List.of(secret), true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** A text as fields of {@code tlsClientConfig} have it. */
    static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }
}
