package dev.capstan.applier.identity.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Secrets in memory. */
final class SecretsInMemory implements SecretSource {

    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private int status;

    /** That Secret is there. */
    SecretsInMemory with(String namespace, String name, Map<String, String> values) {
        secrets.put(namespace + "/" + name, values);
        return this;
    }

    /** The API server answers so from now on. */
    void refuse(int code) {
        status = code;
    }

    @Override
    public SecretValues read(String namespace, String name) throws SecretException {
        if (status > 0) {
            throw new SecretException(new SecretFailure.Unread(name, status));
        }
        Map<String, String> values = secrets.get(namespace + "/" + name);
        if (values == null) {
            throw new SecretException(new SecretFailure.Missing(name));
        }
        return new SecretValues(
                name,
                values.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, value -> value.getValue().getBytes(UTF_8))));
    }
}
