package dev.capstan.image.policy.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.policy.RepositoryAccess.NamespaceLabels;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The labels of namespaces. A process that watches one namespace only sees none of them. */
final class NamespaceWatch implements NamespaceLabels, AutoCloseable {
    private final Optional<KindWatch<Namespace>> watch;
    private final KubernetesClient client;

    /**
     * Begins to watch.
     *
     * @param onChange told the namespaces whose labels changed
     */
    NamespaceWatch(KubernetesClient client, WatchScope scope, Consumer<String> onChange) {
        this.client = client;
        this.watch = scope.namespace().isPresent()
                ? Optional.empty()
                : Optional.of(new KindWatch<>(client, scope, Namespace.class, Map.of(), (before, after) -> {
                            if (before != null
                                    && after != null
                                    && !labelsOf(before).equals(labelsOf(after))) {
                                onChange.accept(after.getMetadata().getName());
                            }
                        })
                        .start());
    }

    @Override
    public Optional<Map<String, String>> of(String namespace) {
        if (watch.isEmpty()) {
            return Optional.empty();
        }
        return watch.get()
                .find(new ObjectKey("", namespace))
                .or(() -> read(namespace))
                .map(NamespaceWatch::labelsOf);
    }

    /** For one that the watch has not seen yet. */
    private Optional<Namespace> read(String namespace) {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get());
        } catch (KubernetesClientException unanswered) {
            return Optional.empty();
        }
    }

    private static Map<String, String> labelsOf(Namespace namespace) {
        @Nullable Map<String, String> labels = namespace.getMetadata().getLabels();
        return Objects.requireNonNullElse(labels, Map.of());
    }

    @Override
    public void close() {
        watch.ifPresent(KindWatch::close);
    }
}
