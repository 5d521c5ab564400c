package dev.capstan.argo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.Map;

/** Secrets of clusters for tests. */
public final class ClusterSecrets {
    private ClusterSecrets() {}

    /** One that names a cluster and says how it is logged in to. */
    public static ArgoSecret secret(String name, String server, String config) {
        return new ArgoSecret(
                name + "-" + server.hashCode(),
                Map.of(SecretType.LABEL, "cluster"),
                Map.of(),
                Map.of(
                        "name",
                        name.getBytes(UTF_8),
                        "server",
                        server.getBytes(UTF_8),
                        "config",
                        config.getBytes(UTF_8)));
    }
}
