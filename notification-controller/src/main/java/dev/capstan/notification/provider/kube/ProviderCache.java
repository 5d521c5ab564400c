package dev.capstan.notification.provider.kube;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.Provider;
import dev.capstan.notification.provider.ProviderClients;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The Providers that this process looks at, kept up to date by a watch. */
public final class ProviderCache implements AutoCloseable {
    private final KubernetesClient client;
    private final ProviderClients clients;
    private final KindWatch<Provider> watch;

    /**
     * Begins to watch and waits until the Providers that are there are known, at most as long as given.
     *
     * @param onChange called with every change; null stands for "was not there" and "is gone"
     */
    public ProviderCache(
            KubernetesClient client,
            WatchScope scope,
            ProviderClients clients,
            BiConsumer<@Nullable Provider, @Nullable Provider> onChange,
            Duration atMost) {
        this.client = client;
        this.clients = clients;
        this.watch = new KindWatch<>(client, scope, Provider.class, Map.of(), onChange).start(atMost);
    }

    /** The Provider; one that was made a moment ago and has not reached the watch is read from the API server. */
    public Optional<Provider> find(ObjectKey key) {
        return watch.find(key)
                .or(() -> Optional.ofNullable(client.resources(Provider.class)
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get()));
    }

    /** Whether the type of a Provider takes an event. Asks nobody: a Provider that is not known takes it, and what comes of it shows later. */
    public boolean wants(ObjectKey key, ControllerEvent event) {
        return watch.find(key)
                .filter(provider -> provider.undecodable().isEmpty())
                .flatMap(provider -> clients.find(provider.getSpec().type()))
                .map(client -> client.wants(event))
                .orElse(true);
    }

    /** Ends the watch. */
    @Override
    public void close() {
        watch.close();
    }
}
