package dev.capstan.notification.provider;

import dev.capstan.notification.signature.HmacSignature;
import dev.capstan.runtime.secret.SecretException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The same as {@link GenericFormat} with a signature over the body, so that the receiver can tell who sent it. */
final class SignedGenericFormat implements MessageFormat {
    @Override
    public Rendered render(Notification notification, DeliveryTarget target) {
        Optional<String> token = target.secret().line("token").filter(it -> !it.isEmpty());
        if (token.isEmpty()) {
            return new Rendered.Impossible(new DispatchFailure.TokenMissing(target.key()));
        }
        try {
            byte[] body = GenericFormat.body(notification);
            var headers = new LinkedHashMap<>(GenericFormat.headers(notification, target));
            headers.put("X-Signature", HmacSignature.sha256(token.get().getBytes(StandardCharsets.UTF_8), body));
            return new Rendered.Request(headers, body);
        } catch (SecretException unusable) {
            return new Rendered.Impossible(DispatchFailure.of(target.key(), unusable.failure()));
        }
    }
}
