package dev.capstan.image.policy.kube;

import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.kube.ImageObjects;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * The ImageRepositories that policies refer to. The watches of the kinds open at the same time, so one that the watch does not have is
 * asked for: it may only not be known yet.
 */
final class KnownRepositories {
    private final ImageObjects watched;
    private final KubernetesClient client;
    private final WatchScope scope;

    KnownRepositories(ImageObjects watched, KubernetesClient client, WatchScope scope) {
        this.watched = watched;
        this.client = client;
        this.scope = scope;
    }

    /** A repository; empty when it is not there, cannot be read by this release, or lies where this process does not look. */
    Optional<ImageRepository> find(ObjectKey key) {
        return watched.find(ImageRepository.class, key)
                .or(() -> scope.covers(key.namespace()) ? read(key) : Optional.empty())
                .filter(repository -> repository.undecodable().isEmpty());
    }

    private Optional<ImageRepository> read(ObjectKey key) {
        return Optional.ofNullable(client.resources(ImageRepository.class)
                .inNamespace(key.namespace())
                .withName(key.name())
                .get());
    }
}
