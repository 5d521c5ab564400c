package dev.capstan.source;

import java.util.Map;
import java.util.Optional;

/** Reads Secrets of the namespace of the object that is worked on. */
@FunctionalInterface
public interface SecretReader {

    /**
     * The decoded values of a Secret.
     *
     * @return empty when there is no such Secret
     */
    Optional<Map<String, byte[]>> read(String namespace, String name);
}
