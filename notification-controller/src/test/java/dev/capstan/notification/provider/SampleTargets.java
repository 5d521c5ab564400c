package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Targets to test with: the Provider {@code flux/p} with the Secret {@code cred}. */
public final class SampleTargets {
    /** The Provider of all of them. */
    public static final ObjectKey PROVIDER = new ObjectKey("flux", "p");

    private SampleTargets() {}

    /** A Provider with this address and these values in its Secret. */
    public static DeliveryTarget target(String address, Map<String, String> secret) {
        return target(address, secret, Duration.ofSeconds(15), Optional.empty());
    }

    /** A Provider with this address and no Secret. */
    public static DeliveryTarget target(URI address) {
        return target(address.toString(), Map.of());
    }

    /** The same with a limit of time. */
    public static DeliveryTarget target(URI address, Duration timeout) {
        return target(address.toString(), Map.of(), timeout, Optional.empty());
    }

    /** The same with certificates. */
    public static DeliveryTarget target(URI address, DeliveryTarget.Tls tls) {
        return target(address.toString(), Map.of(), Duration.ofSeconds(15), Optional.of(tls));
    }

    private static DeliveryTarget target(
            String address, Map<String, String> secret, Duration timeout, Optional<DeliveryTarget.Tls> tls) {
        var values = new HashMap<String, byte[]>();
        secret.forEach((key, value) -> values.put(key, value.getBytes(StandardCharsets.UTF_8)));
        return new DeliveryTarget(
                PROVIDER,
                "uid-p",
                new ProviderSpec(
                        "generic", null, "general", null, address, null, null, null, null, null, null, null, false),
                new SecretValues("cred", values),
                DeliveryDeadline.after(timeout, System::nanoTime),
                tls,
                Optional.empty());
    }
}
