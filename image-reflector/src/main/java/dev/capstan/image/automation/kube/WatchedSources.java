package dev.capstan.image.automation.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.image.automation.run.AutomationPorts;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** GitRepositories by watch; one that the watch does not know yet is asked for. */
final class WatchedSources implements AutomationPorts.Sources, AutoCloseable {
    private static final Duration SYNC = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final WatchScope scope;
    private final KindWatch<GitRepository> watch;

    /**
     * Prepares the watch; nothing is known before it is started.
     *
     * @param onChange called when one has another spec, or came or went
     */
    WatchedSources(KubernetesClient client, WatchScope scope, Consumer<ObjectKey> onChange) {
        this.client = client;
        this.scope = scope;
        this.watch = new KindWatch<>(client, scope, GitRepository.class, Map.of(), (before, after) -> {
            GitRepository object = after == null ? before : after;
            if (object != null && !Objects.equals(generationOf(before), generationOf(after))) {
                onChange.accept(object.key());
            }
        });
    }

    void start() {
        watch.start(SYNC);
    }

    private static @Nullable Long generationOf(@Nullable GitRepository object) {
        return object == null ? null : object.getMetadata().getGeneration();
    }

    @Override
    public Lookup find(ObjectKey key) {
        if (!scope.covers(key.namespace())) {
            return new Lookup.Missing("is in a namespace that this controller does not watch");
        }
        Optional<GitRepository> known = watch.find(key);
        return known.isPresent() ? lookup(known) : ask(key);
    }

    private Lookup ask(ObjectKey key) {
        try {
            return lookup(Optional.ofNullable(client.resources(GitRepository.class)
                    .inNamespace(key.namespace())
                    .withName(key.name())
                    .get()));
        } catch (KubernetesClientException unanswered) {
            return new Lookup.Missing("cannot be read: the API server answered " + unanswered.getCode());
        }
    }

    private static Lookup lookup(Optional<GitRepository> object) {
        return object.<Lookup>map(it -> it.undecodable()
                        .<Lookup>map(why -> new Lookup.Missing("cannot be read: " + why))
                        .orElseGet(() -> new Lookup.Found(it.getSpec())))
                .orElseGet(() -> new Lookup.Missing("does not exist"));
    }

    @Override
    public void close() {
        watch.close();
    }
}
