package dev.capstan.runtime.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The passes of one kind as a queue with workers, under the names that dashboards for controllers know: {@code workqueue_*} and
 * {@code controller_runtime_*}. A pass waits from the moment it is asked for until it has a place, and works until it ends.
 */
public final class WorkMetrics {
    private final AtomicInteger depth = new AtomicInteger();
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final Counter adds;
    private final Counter retries;
    private final Counter errors;
    private final Timer waited;
    private final Timer worked;
    private final Timer passes;

    /**
     * Registers the series, so that they are there with zeros before the first pass.
     *
     * @param controller name of the kind in lower case
     * @param places how many passes may run at a time
     */
    WorkMetrics(MeterRegistry registry, String controller, int places) {
        var tags = Tags.of("controller", controller);
        var queue = tags.and("name", controller);
        adds = counter(registry, "workqueue_adds", "Passes asked for.", queue);
        retries = counter(registry, "workqueue_retries", "Passes that are tried again after a failure.", queue);
        errors = counter(registry, "controller_runtime_reconcile_errors", "Passes that failed.", tags);
        waited = timer(registry, "workqueue_queue_duration", "How long passes waited for a place.", queue);
        worked = timer(registry, "workqueue_work_duration", "How long passes took.", queue);
        passes = timer(registry, "controller_runtime_reconcile_time", "How long passes took.", tags);
        gauge(registry, "workqueue_depth", "Passes that wait for a place.", queue, depth::get);
        gauge(registry, "controller_runtime_active_workers", "Passes that run.", tags, running::size);
        gauge(registry, "controller_runtime_max_concurrent_reconciles", "Passes that may run.", tags, () -> places);
        gauge(
                registry,
                "workqueue_unfinished_work_seconds",
                "Time that running passes took so far.",
                queue,
                this::unfinished);
        gauge(
                registry,
                "workqueue_longest_running_processor_seconds",
                "Time that the longest running pass took so far.",
                queue,
                this::longest);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(ReconcileMetrics.BUCKETS)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }

    private double unfinished() {
        return running.stream().mapToDouble(Running::seconds).sum();
    }

    private double longest() {
        return running.stream().mapToDouble(Running::seconds).max().orElse(0);
    }

    /** A pass was asked for and waits. */
    public Waiting waits() {
        adds.increment();
        depth.incrementAndGet();
        return new Waiting(System.nanoTime());
    }

    /** A failed pass will be tried again. */
    public void retries() {
        errors.increment();
        retries.increment();
    }

    /** A pass that has no place yet. Exactly one of its methods is called, once. */
    public final class Waiting {
        private final long since;

        private Waiting(long since) {
            this.since = since;
        }

        /** It has a place now. */
        public Running begins() {
            depth.decrementAndGet();
            waited.record(Duration.ofNanos(System.nanoTime() - since));
            var begun = new Running(System.nanoTime());
            running.add(begun);
            return begun;
        }

        /** It will never have one, since the process stops. */
        public void givesUp() {
            depth.decrementAndGet();
        }
    }

    /** A pass that runs, until it is closed. */
    public final class Running implements AutoCloseable {
        private final long since;

        private Running(long since) {
            this.since = since;
        }

        private double seconds() {
            return (System.nanoTime() - since) / 1e9;
        }

        @Override
        public void close() {
            if (running.remove(this)) {
                var took = Duration.ofNanos(System.nanoTime() - since);
                worked.record(took);
                passes.record(took);
            }
        }
    }
}
