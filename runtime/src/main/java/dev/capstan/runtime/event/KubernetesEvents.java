package dev.capstan.runtime.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.outage.Outages;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events as core/v1 Events, in the background and in order. The queue is bounded: when the API server is slow, the newest events are
 * dropped and counted, because the conditions of the objects say the same. An event that cannot be written never keeps the next one back; while
 * the API server is away, all of them wait.
 */
public final class KubernetesEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
    private static final int QUEUE = 1000;

    /** An API server that dies again and again while this very event is written holds up the others no longer. */
    private static final int TRIES = 5;

    private final KubernetesClient client;
    private final Outages outages;
    private final BlockingQueue<ControllerEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final EventCorrelator correlator = new EventCorrelator();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    /**
     * Starts the writer.
     *
     * @param outages those of the API server
     */
    public KubernetesEvents(KubernetesClient client, Outages outages) {
        this.client = client;
        this.outages = outages;
        this.writer = Thread.ofVirtual().name("kubernetes-events").start(this::writeAll);
    }

    /** Takes an event to write; drops it when too many wait. */
    void write(ControllerEvent event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** How many events were not written: the API server was too slow or refused, or their object has too many. */
    public long dropped() {
        return dropped.get();
    }

    private void writeAll() {
        try {
            while (!closed || !queue.isEmpty()) {
                writeOne(queue.take());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOne(ControllerEvent event) throws InterruptedException {
        var identity = new EventCorrelator.Identity(
                event.involvedObject().uid(), typeOf(event), event.reason(), event.message());
        try {
            switch (correlator.decide(identity, System.nanoTime())) {
                case EventCorrelator.Decision.Create _ -> patiently(event, newBody -> create(identity, newBody));
                case EventCorrelator.Decision.CountUp(String name, int count) ->
                    patiently(event, newBody -> countUp(identity, event, newBody, name, count));
                case EventCorrelator.Decision.Drop _ -> dropped.incrementAndGet();
            }
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Throwable bug) {
            dropped.incrementAndGet();
            InternalErrors.report(
                    "writing a Kubernetes Event", event.involvedObject().ref(), bug);
        }
    }

    /** What falls into an outage of the API server is written when that is over; the events behind it wait, too. */
    private void patiently(ControllerEvent event, Consumer<Event> write) throws InterruptedException {
        Event body = bodyOf(event);
        for (int tries = 0; tries < TRIES; tries++) {
            Outages.Mark during = outages.mark();
            try {
                write.accept(body);
                return;
            } catch (KubernetesClientException refused) {
                LOG.debug(
                        "An event about {} was not written: {}",
                        event.involvedObject().ref(),
                        refused.getMessage());
                if (!during.metOutage()) {
                    break;
                }
                outages.awaitEnd();
            }
        }
        dropped.incrementAndGet();
    }

    private void create(EventCorrelator.Identity identity, Event body) {
        try {
            client.v1()
                    .events()
                    .inNamespace(body.getMetadata().getNamespace())
                    .resource(body)
                    .create();
        } catch (KubernetesClientException refused) {
            // Nobody else makes such names: it was written, and the answer got lost.
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
        }
        correlator.written(identity, body.getMetadata().getName(), System.nanoTime());
    }

    private void countUp(
            EventCorrelator.Identity identity, ControllerEvent event, Event newBody, String name, int count) {
        String patch = JsonNodeFactory.instance
                .objectNode()
                .put("count", count)
                .put("lastTimestamp", seconds(event.timestamp()))
                .toString();
        try {
            client.resource(referenceTo(name, namespaceOf(event.involvedObject())))
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
            create(identity, newBody);
        }
    }

    /** Enough to patch it: a client that has the object in hand does not read it first. */
    private static Event referenceTo(String name, String namespace) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private static Event bodyOf(ControllerEvent event) {
        InvolvedObject about = event.involvedObject();
        String time = seconds(event.timestamp());
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespaceOf(about))
                .withName(about.name() + "." + Long.toHexString(System.nanoTime() ^ System.currentTimeMillis() << 20))
                .withAnnotations(event.metadata())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.apiVersion())
                .withKind(about.kind())
                .withNamespace(about.namespace())
                .withName(about.name())
                .withUid(about.uid())
                .withResourceVersion(about.resourceVersion())
                .endInvolvedObject()
                .withType(typeOf(event))
                .withReason(event.reason())
                .withMessage(event.message())
                .withNewSource()
                .withComponent(event.reportingController())
                .endSource()
                .withReportingComponent(event.reportingController())
                .withReportingInstance("")
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .build();
    }

    private static String typeOf(ControllerEvent event) {
        return event.severity() == Severity.ERROR ? "Warning" : "Normal";
    }

    private static String namespaceOf(InvolvedObject about) {
        return about.namespace().isEmpty() ? "default" : about.namespace();
    }

    /** The API server keeps whole seconds here. */
    private static String seconds(String timestamp) {
        return Instant.parse(timestamp).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Stops writing; what waits is dropped. */
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
    }
}
