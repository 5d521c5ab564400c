package dev.capstan.application.plane.kube;

import dev.capstan.argo.secret.ArgoSecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Secrets of the control plane. */
final class ControlPlaneSecret {
    private ControlPlaneSecret() {}

    /** The values decoded; one that is no base64 is left out, as the API server lets none in. */
    static ArgoSecret read(Secret secret) {
        Map<String, byte[]> data = new HashMap<>();
        orEmpty(secret.getData()).forEach((key, value) -> {
            try {
                data.put(key, Base64.getDecoder().decode(value));
            } catch (IllegalArgumentException notBase64) {
                data.remove(key);
            }
        });
        return new ArgoSecret(
                secret.getMetadata().getName(),
                orEmpty(secret.getMetadata().getLabels()),
                orEmpty(secret.getMetadata().getAnnotations()),
                data);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
