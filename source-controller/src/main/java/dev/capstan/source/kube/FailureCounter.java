package dev.capstan.source.kube;

import dev.capstan.source.SourceFailure;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts the failures of sources by kind, reason and whose turn it is: {@code capstan_source_failures_total}. */
public final class FailureCounter {
    private static final String NAME = "capstan_source_failures";

    private final MeterRegistry registry;

    FailureCounter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One more. */
    public void count(String kind, SourceFailure failure) {
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
