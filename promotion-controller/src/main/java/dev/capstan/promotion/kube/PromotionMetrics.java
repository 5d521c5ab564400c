package dev.capstan.promotion.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.promotion.run.Move;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts steps. */
record PromotionMetrics(MeterRegistry registry) {

    /** Something was moved: {@code capstan_promotion_steps_total}. */
    void moved(ObjectKey promotion, Move move) {
        count(promotion, move.environment(), move.kind().name().toLowerCase(Locale.ROOT));
    }

    /** Something should have been moved and was not. */
    void failed(ObjectKey promotion) {
        count(promotion, "", "failed");
    }

    private void count(ObjectKey promotion, String environment, String result) {
        Counter.builder("capstan_promotion_steps")
                .description("What was brought into environments, and what could not be.")
                .tags(
                        "namespace",
                        promotion.namespace(),
                        "name",
                        promotion.name(),
                        "environment",
                        environment,
                        "result",
                        result)
                .register(registry)
                .increment();
    }
}
