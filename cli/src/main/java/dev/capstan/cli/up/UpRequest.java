package dev.capstan.cli.up;

import dev.capstan.cli.repository.RepositorySecret;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asked {@code up} for.
 *
 * @param spec what to keep; its reference holds until the repository was asked
 * @param reference field of {@code spec.ref} and its value, where an option names one
 * @param secret credentials that are to be brought into the cluster
 * @param secretOfCluster name of a Secret that is there already
 */
record UpRequest(
        SyncSpec spec,
        Optional<Map.Entry<String, String>> reference,
        Optional<RepositorySecret> secret,
        Optional<String> secretOfCluster) {}
