package dev.capstan.notification;

import dev.capstan.api.notification.Alert;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Alerts to test with. */
public final class SampleAlerts {
    private SampleAlerts() {}

    /** An Alert in {@code flux} with this spec in YAML. */
    public static Alert alert(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata: {name: %s, namespace: flux, generation: 1}
                spec:
                """.formatted(name) + spec.indent(2), Alert.class);
    }
}
