package dev.capstan.notification.provider.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.provider.Delivery;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.ProviderClient;
import dev.capstan.notification.provider.ProviderClients;
import java.util.Optional;

/** Hands a notification to the client for the type of its Provider. */
public final class ProviderDelivery implements Delivery {
    private final ProviderResolver providers;
    private final ProviderClients clients;

    /** A delivery to these Providers by these clients. */
    public ProviderDelivery(ProviderResolver providers, ProviderClients clients) {
        this.providers = providers;
        this.clients = clients;
    }

    @Override
    public Result attempt(ObjectKey provider, Notification notification) {
        try {
            Optional<DeliveryTarget> target = providers.resolve(provider);
            return target.isPresent() ? send(notification, target.get()) : new Result.NotSent();
        } catch (DeliveryException failed) {
            return new Result.Failed(failed.failure());
        }
    }

    private Result send(Notification notification, DeliveryTarget target) throws DeliveryException {
        String type = target.spec().type();
        ProviderClient client = clients.find(type)
                .orElseThrow(() -> new DeliveryException(
                        new DispatchFailure.TypeUnsupported(target.key(), type, clients.names())));
        if (!client.wants(notification.event())) {
            return new Result.NotSent();
        }
        client.send(notification, target);
        return new Result.Delivered();
    }
}
