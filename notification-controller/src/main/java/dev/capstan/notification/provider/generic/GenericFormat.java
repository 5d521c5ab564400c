package dev.capstan.notification.provider.generic;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.HttpFormat;
import dev.capstan.notification.provider.Notification;
import jakarta.inject.Singleton;

/** The event as JSON, its metadata under names without prefix, and the headers that the Provider adds. Takes every event. */
@Singleton
final class GenericFormat implements HttpFormat {
    @Override
    public String name() {
        return "generic";
    }

    @Override
    public boolean wants(ControllerEvent event) {
        return true;
    }

    @Override
    public HttpCall render(Notification notification, DeliveryTarget target) throws DeliveryException {
        return HttpCall.post(
                target.httpAddress(), EventRequest.headers(notification, target), EventRequest.body(notification));
    }
}
