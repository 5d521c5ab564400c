package dev.capstan.access;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;

/** Reads Secrets of the namespace of the object that is worked on. */
@FunctionalInterface
public interface SecretReader {

    /**
     * The values of a Secret as they are now.
     *
     * @throws SecretException when it does not exist or cannot be read
     */
    SecretValues read(String namespace, String name) throws SecretException;
}
