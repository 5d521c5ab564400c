package dev.capstan.notification.provider.kube;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The values of a Secret as text. */
final class SecretText {
    private final Secret secret;

    SecretText(Secret secret) {
        this.secret = secret;
    }

    String name() {
        return secret.getMetadata().getName();
    }

    Optional<String> value(String key) {
        Map<String, String> data = secret.getData();
        return Optional.ofNullable(data == null ? null : data.get(key))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    /** The value of the first key, or of the second where the first is absent. */
    Optional<String> either(String key, String legacyKey) {
        return value(key).or(() -> value(legacyKey));
    }

    @Override
    public String toString() {
        return "Secret/" + name();
    }
}
