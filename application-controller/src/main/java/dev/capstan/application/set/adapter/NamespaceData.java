package dev.capstan.application.set.adapter;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.util.Map;
import java.util.Optional;

/** What generators refer to in the namespace of the control plane. */
public interface NamespaceData {
    /**
     * The values of a Secret as they are now.
     *
     * @throws SecretException when it does not exist or cannot be read
     */
    SecretValues secret(String name) throws SecretException;

    /** The data of a ConfigMap as it is now; empty when there is none, or it cannot be read. */
    Optional<Map<String, String>> configMap(String name);
}
