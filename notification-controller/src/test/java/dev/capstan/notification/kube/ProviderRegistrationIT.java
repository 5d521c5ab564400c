package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.Provider;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.SampleNotifications;
import dev.capstan.notification.provider.Delivery;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.ProviderClients;
import dev.capstan.notification.provider.kube.ProviderDelivery;
import dev.capstan.notification.provider.kube.ProviderResolver;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A type of Provider is there because its package holds a bean; the one that is tried here is known to tests only. */
@QuarkusTest
@QuarkusTestResource(ClusterResource.class)
class ProviderRegistrationIT extends ControllerScenario {
    @Inject
    @SuppressWarnings("NullAway") // Quarkus fills it before each test.
    ProviderClients clients;

    @Test
    void everyTypeIsFoundByItsBean() {
        assertThat(clients.names()).contains("generic", "generic-hmac", "slack", "test-revision-board");
    }

    @Test
    void aTypeThatNoOtherFileNamesIsSentTo() {
        Provider provider = Serialization.unmarshal("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata: {name: board, namespace: %s}
                spec: {type: test-revision-board, channel: ops, address: '%s'}
                """.formatted(namespace, place.url("/")), Provider.class);
        var delivery = new ProviderDelivery(new ProviderResolver(client, _ -> Optional.of(provider)), clients);
        place.failNext(1, 404);

        var result = delivery.attempt(new ObjectKey(namespace.name(), "board"), broken());

        assertThat(result).isEqualTo(new Delivery.Result.Delivered());
        assertThat(place.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("GET /boards/ops/abc123", "PUT /boards/ops/abc123");
        assertThat(delivery.attempt(provider.key(), SampleNotifications.of(SampleEvents.info("not of interest"))))
                .isEqualTo(new Delivery.Result.NotSent());
    }

    private static Notification broken() {
        return SampleNotifications.of(SampleEvents.error("broken"), Map.of("revision", "main@sha1:abc123"));
    }
}
