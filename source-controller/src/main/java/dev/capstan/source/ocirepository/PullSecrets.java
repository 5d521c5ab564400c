package dev.capstan.source.ocirepository;

import dev.capstan.source.SourceResult;
import java.util.List;

/** The pull secrets of service accounts. */
@FunctionalInterface
public interface PullSecrets {

    /** The names of the Secrets that an account lists; a failure when it does not exist or cannot be read. */
    SourceResult<List<String>> of(String namespace, String serviceAccount);
}
