package dev.capstan.notification.provider;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The types of Provider that this release can send to; the CRD accepts more. */
public final class ProviderClients {
    private final Map<String, ProviderClient> clients = new TreeMap<>();

    /**
     * These types.
     *
     * @throws IllegalStateException when two of them have one name
     */
    public ProviderClients(Collection<ProviderClient> clients) {
        clients.forEach(client -> {
            if (this.clients.putIfAbsent(client.name(), client) != null) {
                throw new IllegalStateException("Two clients send to Providers of the type " + client.name());
            }
        });
    }

    /** The client for a type in {@code spec.type}. */
    public Optional<ProviderClient> find(String type) {
        return Optional.ofNullable(clients.get(type));
    }

    /** The names of all types, for messages. */
    public String names() {
        return String.join(", ", clients.keySet());
    }
}
