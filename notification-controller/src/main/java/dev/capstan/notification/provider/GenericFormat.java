package dev.capstan.notification.provider;

import dev.capstan.runtime.secret.SecretException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event as JSON, its metadata under names without prefix, and the headers that the Provider adds. */
final class GenericFormat implements MessageFormat {
    @Override
    public Rendered render(Notification notification, DeliveryTarget target) {
        try {
            return new Rendered.Request(headers(notification, target), body(notification));
        } catch (SecretException unusable) {
            return new Rendered.Impossible(DispatchFailure.of(target.key(), unusable.failure()));
        }
    }

    static byte[] body(Notification notification) {
        return JsonPayload.bytes(JsonPayload.of(notification.event().withMetadata(notification.metadata())));
    }

    static Map<String, String> headers(Notification notification, DeliveryTarget target) throws SecretException {
        var headers = new LinkedHashMap<String, String>();
        String controller = notification.event().reportingController();
        if (PlainText.fitsHeader(controller)) {
            headers.put("Gotk-Component", controller);
        }
        headers.putAll(ProviderHeaders.of(target.secret()));
        return headers;
    }
}
