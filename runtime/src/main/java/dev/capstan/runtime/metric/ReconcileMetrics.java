package dev.capstan.runtime.metric;

import dev.capstan.api.meta.ObjectReference;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Measures passes under the names that dashboards for Flux know. */
public final class ReconcileMetrics {
    private static final String DURATION = "gotk_reconcile_duration";
    static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;

    /** Registers with the registry of the process. */
    public ReconcileMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Records a reconciliation: {@code gotk_reconcile_duration_seconds{kind,name,namespace}} and {@code controller_runtime_reconcile_total}. */
    public void reconciled(String controller, ObjectReference object, Duration took, String result) {
        Timer.builder(DURATION)
                .description("The duration in seconds of a reconciliation.")
                .tags(tagsOf(object))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
        Counter.builder("controller_runtime_reconcile")
                .description("Reconciliations by controller and result.")
                .tags("controller", controller, "result", result)
                .register(registry)
                .increment();
    }

    /**
     * The passes of one kind as a queue with workers; ask once per kind.
     *
     * @param controller name of the kind in lower case
     * @param places how many passes may run at a time
     */
    public WorkMetrics work(String controller, int places) {
        return new WorkMetrics(registry, controller, places);
    }

    /** Drops the series of an object that is gone. */
    public void forget(ObjectReference object) {
        registry.find(DURATION).tags(tagsOf(object)).meters().forEach(registry::remove);
    }

    private static Tags tagsOf(ObjectReference object) {
        return Tags.of("kind", object.kind(), "name", object.name(), "namespace", object.namespace());
    }
}
