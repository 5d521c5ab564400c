package dev.capstan.access.registry;

import dev.capstan.access.AccessResult;
import java.util.List;

/** The pull secrets of service accounts. */
@FunctionalInterface
public interface PullSecrets {

    /** The names of the Secrets that an account lists; a failure when it does not exist or cannot be read. */
    AccessResult<List<String>> of(String namespace, String serviceAccount);
}
