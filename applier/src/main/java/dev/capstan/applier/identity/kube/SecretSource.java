package dev.capstan.applier.identity.kube;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;

/** Where Secrets are read, each time again. */
@FunctionalInterface
public interface SecretSource {

    /**
     * The values of a Secret as they are now.
     *
     * @throws SecretException when it does not exist, cannot be read, or cannot be decoded
     */
    SecretValues read(String namespace, String name) throws SecretException;
}
