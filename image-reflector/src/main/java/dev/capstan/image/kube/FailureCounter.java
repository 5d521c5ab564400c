package dev.capstan.image.kube;

import dev.capstan.api.meta.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts the failures of image objects by kind, reason and whose turn it is: {@code capstan_image_failures_total}. */
public final class FailureCounter {
    private static final String NAME = "capstan_image_failures";

    private final MeterRegistry registry;

    /** Counts in a registry. */
    public FailureCounter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One more. */
    public void count(String kind, Failure failure) {
        registry.counter(
                        NAME,
                        "kind",
                        kind,
                        "reason",
                        failure.reason().text(),
                        "family",
                        failure.family().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
