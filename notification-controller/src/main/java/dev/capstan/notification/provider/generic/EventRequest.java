package dev.capstan.notification.provider.generic;

import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.JsonPayload;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.PlainText;
import dev.capstan.notification.provider.ProviderHeaders;
import dev.capstan.runtime.secret.SecretException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of a request that carries an event as it is. */
public final class EventRequest {
    private EventRequest() {}

    /** The event as JSON, its metadata under names without prefix. */
    public static byte[] body(Notification notification) {
        return JsonPayload.bytes(JsonPayload.of(notification.event().withMetadata(notification.metadata())));
    }

    /**
     * Who reports the event, and the headers that the Secret adds.
     *
     * @throws DeliveryException when a header of the Secret cannot be sent
     */
    public static Map<String, String> headers(Notification notification, DeliveryTarget target)
            throws DeliveryException {
        var headers = new LinkedHashMap<String, String>();
        String controller = notification.event().reportingController();
        if (PlainText.fitsHeader(controller)) {
            headers.put("Gotk-Component", controller);
        }
        try {
            headers.putAll(ProviderHeaders.of(target.secret()));
        } catch (SecretException unusable) {
            throw target.failed(unusable);
        }
        return headers;
    }
}
