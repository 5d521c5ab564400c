package dev.capstan.sealedsecret.kube;

import dev.capstan.api.meta.ObjectKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts under the names that dashboards for Sealed Secrets know. */
final class SealingMetrics {
    private static final String PREFIX = "sealed_secrets_controller_";
    private static final String CONDITION = PREFIX + "condition_info";

    private final MeterRegistry registry;
    private final Map<ObjectKey, AtomicInteger> conditions = new ConcurrentHashMap<>();

    SealingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** An object is unsealed: {@code sealed_secrets_controller_unseal_requests_total}. */
    void unseals() {
        Counter.builder(PREFIX + "unseal_requests")
                .description("SealedSecrets that were to be unsealed.")
                .register(registry)
                .increment();
    }

    /**
     * It failed: {@code sealed_secrets_controller_unseal_errors_total}.
     *
     * @param reason {@code unseal}, {@code unmanaged} or {@code update}
     */
    void failed(ObjectKey key, String reason) {
        Counter.builder(PREFIX + "unseal_errors")
                .description("SealedSecrets that could not be unsealed, or whose Secret could not be written.")
                .tags("reason", reason, "namespace", key.namespace())
                .register(registry)
                .increment();
    }

    /** A request was answered: {@code sealed_secrets_controller_http_requests_total}. */
    void answered(String path, int status) {
        Counter.builder(PREFIX + "http_requests")
                .description("Requests by path and status.")
                .tags("path", path, "code", Integer.toString(status))
                .register(registry)
                .increment();
    }

    /** How it stands: {@code sealed_secrets_controller_condition_info} is 1 for synced and -1 for not synced. */
    void condition(ObjectKey key, boolean isSynced) {
        conditions.computeIfAbsent(key, this::register).set(isSynced ? 1 : -1);
    }

    private AtomicInteger register(ObjectKey key) {
        var value = new AtomicInteger();
        Gauge.builder(CONDITION, value, AtomicInteger::get)
                .description("Whether the Secret is as the SealedSecret says: 1 or -1.")
                .tags(tags(key))
                .register(registry);
        return value;
    }

    /** The object is gone. */
    void forget(ObjectKey key) {
        if (conditions.remove(key) != null) {
            registry.find(CONDITION).tags(tags(key)).meters().forEach(registry::remove);
        }
    }

    private static Tags tags(ObjectKey key) {
        return Tags.of("namespace", key.namespace(), "name", key.name(), "condition", "Synced");
    }
}
