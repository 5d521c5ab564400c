package dev.capstan.cli.up;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** The {@code spec} of the GitRepository. */
    Map<String, Object> ofSource() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("url", url);
        spec.put("interval", interval);
        spec.put("ref", Map.of(reference.getKey(), reference.getValue()));
        secret.ifPresent(secretName -> spec.put("secretRef", Map.of("name", secretName)));
        return spec;
    }

    /** The {@code spec} of the Kustomization. */
    Map<String, Object> ofKustomization() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("interval", "10m");
        spec.put("retryInterval", "30s");
        spec.put("timeout", healthTimeout.toSeconds() + "s");
        spec.put("path", path);
        spec.put("prune", prune);
        spec.put("wait", true);
        spec.put("sourceRef", Map.of("kind", "GitRepository", "name", name));
        targetNamespace.ifPresent(target -> spec.put("targetNamespace", target));
        return spec;
    }

    /** The same at another commit. */
    SyncSpec at(Map.Entry<String, String> found) {
        return new SyncSpec(name, namespace, url, found, path, interval, prune, healthTimeout, targetNamespace, secret);
    }
}
