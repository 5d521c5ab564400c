package dev.capstan.runtime.secret.kube;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Reads Secrets one by one when they are needed: they are not watched, and nobody else's are seen. */
public final class SecretLookup {
    private final KubernetesClient client;

    /** Reads through this client, with its rights. */
    public SecretLookup(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The values of a Secret as they are now.
     *
     * @throws SecretException when it does not exist, cannot be read, or holds a value that is not base64
     */
    public SecretValues read(String namespace, String name) throws SecretException {
        Secret secret;
        try {
            secret = client.secrets().inNamespace(namespace).withName(name).get();
        } catch (KubernetesClientException refused) {
            throw new SecretException(new SecretFailure.Unread(name, refused.getCode()));
        }
        if (secret == null) {
            throw new SecretException(new SecretFailure.Missing(name));
        }
        return decode(name, secret.getData() == null ? Map.of() : secret.getData());
    }

    static SecretValues decode(String name, Map<String, String> data) throws SecretException {
        var values = new HashMap<String, byte[]>();
        for (var entry : data.entrySet()) {
            try {
                values.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue()));
            } catch (IllegalArgumentException damaged) {
                throw new SecretException(new SecretFailure.KeyUnusable(name, entry.getKey(), "is not base64"));
            }
        }
        return new SecretValues(name, values);
    }
}
