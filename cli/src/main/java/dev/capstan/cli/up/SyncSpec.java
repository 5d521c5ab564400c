package dev.capstan.cli.up;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@code up} was asked to keep.
 *
 * @param name of both objects
 * @param namespace of both objects
 * @param url of the repository
 * @param reference field of {@code spec.ref} and its value
 * @param path folder in the repository
 * @param interval of the source, as the API writes it
 * @param prune whether objects go that are no longer in the repository
 * @param healthTimeout how long objects may take to become healthy
 * @param targetNamespace for all namespaced objects
 * @param secret with credentials for the repository
 */
record SyncSpec(
        String name,
        String namespace,
        String url,
        Map.Entry<String, String> reference,
        String path,
        String interval,
        boolean prune,
        Duration healthTimeout,
        Optional<String> targetNamespace,
        Optional<String> secret) {

    /** The first that was given; the repository is asked for its own only when none was. */
    static Map.Entry<String, String> reference(
            Optional<String> branch,
            Optional<String> tag,
            Optional<String> semver,
            Supplier<Map.Entry<String, String>> otherwise) {
        return branch.map(value -> Map.entry("branch", value))
                .or(() -> tag.map(value -> Map.entry("tag", value)))
                .or(() -> semver.map(value -> Map.entry("semver", value)))
                .orElseGet(otherwise);
    }
}
