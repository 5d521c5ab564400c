package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;

/** A Lease at the API server. */
final class ApiLeaseClient implements LeaseClient {
    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    ApiLeaseClient(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    @Override
    public Optional<Lease> get() {
        return Optional.ofNullable(
                client.leases().inNamespace(namespace).withName(name).get());
    }

    @Override
    public Optional<Lease> create(Lease wanted) {
        return unlessConflict(
                () -> client.leases().inNamespace(namespace).resource(wanted).create());
    }

    @Override
    public Optional<Lease> update(Lease wanted) {
        return unlessConflict(
                () -> client.leases().inNamespace(namespace).resource(wanted).update());
    }

    private static Optional<Lease> unlessConflict(Supplier<Lease> request) {
        try {
            return Optional.of(request.get());
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT
                    || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
