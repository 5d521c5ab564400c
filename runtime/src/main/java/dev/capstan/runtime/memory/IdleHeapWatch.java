package dev.capstan.runtime.memory;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the heap every minute, and asks for a collection when that gives memory back to the node. */
@ApplicationScoped
public class IdleHeapWatch {
    private static final Logger LOG = LoggerFactory.getLogger(IdleHeapWatch.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final IdleHeap heap = new IdleHeap();

    /** Looks are taken on the worker threads of the process. */
    @Inject
    public IdleHeapWatch(Vertx vertx) {
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                PERIOD.toMillis(),
                _ -> vertx.executeBlocking(() -> {
                    look();
                    return true;
                }));
    }

    private synchronized void look() {
        var before = now();
        if (heap.isDue(before)) {
            System.gc();
            var after = now();
            heap.collected(after);
            LOG.debug("The idle heap was {} MiB and is {} MiB", before.committed() >> 20, after.committed() >> 20);
        }
    }

    private static IdleHeap.Look now() {
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
        long committed =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return new IdleHeap.Look(Duration.ofNanos(System.nanoTime()), collections, committed);
    }
}
