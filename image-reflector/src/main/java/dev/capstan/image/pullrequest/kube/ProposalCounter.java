package dev.capstan.image.pullrequest.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.pullrequest.ProposalMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code capstan_image_pull_requests_total}: pull requests by what was done to them. Without names of objects, which have no end. */
record ProposalCounter(MeterRegistry registry) implements ProposalMetrics {

    @Override
    public void count(ObjectKey automation, Action action) {
        Counter.builder("capstan_image_pull_requests")
                .description("Pull requests of image automations, by what was done to them")
                .tag("action", action.text())
                .register(registry)
                .increment();
    }
}
