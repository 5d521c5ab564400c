package dev.capstan.notification.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The same as {@link GenericFormat} with a signature over the body, so that the receiver can tell who sent it. */
final class SignedGenericFormat implements MessageFormat {
    private static final String ALGORITHM = "HmacSHA256";

    @Override
    public Rendered render(Notification notification, DeliveryTarget target) {
        Optional<String> token = target.token().filter(it -> !it.isEmpty());
        if (token.isEmpty()) {
            return new Rendered.Impossible(new DispatchFailure.TokenMissing(target.key()));
        }
        byte[] body = GenericFormat.body(notification);
        var headers = new LinkedHashMap<>(GenericFormat.headers(notification, target));
        headers.put("X-Signature", "sha256=" + signature(token.get(), body));
        return new Rendered.Request(headers, body);
    }

    private static String signature(String token, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }
}
