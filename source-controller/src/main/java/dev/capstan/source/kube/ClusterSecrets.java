package dev.capstan.source.kube;

import dev.capstan.source.SecretReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads Secrets from the API server, each time anew: they are not watched, and nobody else's are seen. */
final class ClusterSecrets implements SecretReader {
    private final KubernetesClient client;

    ClusterSecrets(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Map<String, byte[]>> read(String namespace, String name) {
        var secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return Optional.empty();
        }
        var values = new HashMap<String, byte[]>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> values.put(key, Base64.getDecoder().decode(value)));
        }
        return Optional.of(values);
    }
}
