package dev.capstan.notification.provider.generichmac;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.HttpFormat;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.generic.EventRequest;
import dev.capstan.notification.signature.HmacSignature;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;

/** The same as {@code generic} with a signature over the body, so that the receiver knows who sent it. */
@Singleton
final class GenericHmacFormat implements HttpFormat {
    @Override
    public String name() {
        return "generic-hmac";
    }

    @Override
    public boolean wants(ControllerEvent event) {
        return true;
    }

    @Override
    public HttpCall render(Notification notification, DeliveryTarget target) throws DeliveryException {
        byte[] token = target.secret()
                .lineBytes("token")
                .filter(it -> it.length > 0)
                .orElseThrow(() -> new DeliveryException(new DispatchFailure.TokenMissing(target.key())));
        byte[] body = EventRequest.body(notification);
        var headers = new LinkedHashMap<>(EventRequest.headers(notification, target));
        headers.put("X-Signature", HmacSignature.sha256(token, body));
        return HttpCall.post(target.httpAddress(), headers, body);
    }
}
