package dev.capstan.application.set.kube;

import dev.capstan.application.set.adapter.NamespaceData;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;

/** Secrets and ConfigMaps of the control-plane namespace, read when they are needed. */
record ControlPlaneData(KubernetesClient client, String namespace) implements NamespaceData {
    @Override
    public SecretValues secret(String name) throws SecretException {
        return new SecretLookup(client).read(namespace, name);
    }

    @Override
    public Optional<Map<String, String>> configMap(String name) {
        try {
            ConfigMap map =
                    client.configMaps().inNamespace(namespace).withName(name).get();
            return Optional.ofNullable(map).map(found -> found.getData() == null ? Map.of() : found.getData());
        } catch (KubernetesClientException unread) {
            return Optional.empty();
        }
    }
}
