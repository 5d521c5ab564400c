package dev.capstan.applier.values.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.applier.values.VariableStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads ConfigMaps and Secrets one by one, each time again: what a run substitutes is what is there now. */
public final class ClusterVariableStore implements VariableStore {

    private final KubernetesClient client;

    /** Reads with that client. */
    public ClusterVariableStore(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Reading read(String kind, String namespace, String name) {
        try {
            return switch (kind) {
                case "ConfigMap" ->
                    values(client.configMaps()
                            .inNamespace(namespace)
                            .withName(name)
                            .get());
                case "Secret" ->
                    values(client.secrets()
                            .inNamespace(namespace)
                            .withName(name)
                            .get());
                default -> new Reading.Failed("kind must be ConfigMap or Secret");
            };
        } catch (KubernetesClientException refused) {
            return new Reading.Failed(
                    refused.getCode() > 0
                            ? "the API server answered " + refused.getCode()
                            : "the API server cannot be reached");
        } catch (IllegalArgumentException notBase64) {
            return new Reading.Failed("a value is not base64");
        }
    }

    private static Reading values(@Nullable ConfigMap config) {
        if (config == null) {
            return new Reading.Missing();
        }
        return new Reading.Values(config.getData() == null ? Map.of() : config.getData());
    }

    private static Reading values(@Nullable Secret secret) {
        if (secret == null) {
            return new Reading.Missing();
        }
        var values = new HashMap<String, String>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            values.put(key, new String(Base64.getDecoder().decode(value), UTF_8)));
        }
        return new Reading.Values(values);
    }
}
