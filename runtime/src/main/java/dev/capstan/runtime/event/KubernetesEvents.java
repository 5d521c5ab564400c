package dev.capstan.runtime.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.runtime.log.InternalErrors;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events as core/v1 Events, in the background and in order. The queue is bounded: when the API server is slow, the newest events are
 * dropped and counted, because the conditions of the objects say the same. An event that cannot be written never keeps the next one back.
 */
public final class KubernetesEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
    private static final int QUEUE = 1000;

    private final KubernetesClient client;
    private final BlockingQueue<ControllerEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final EventCorrelator correlator = new EventCorrelator();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    /** Starts the writer. */
    public KubernetesEvents(KubernetesClient client) {
        this.client = client;
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

    private void writeOne(ControllerEvent event) {
        var identity = new EventCorrelator.Identity(
                event.involvedObject().uid(), typeOf(event), event.reason(), event.message());
        try {
            switch (correlator.decide(identity, System.nanoTime())) {
                case EventCorrelator.Decision.Create _ -> create(identity, event);
                case EventCorrelator.Decision.CountUp(String name, int count) -> countUp(identity, event, name, count);
                case EventCorrelator.Decision.Drop _ -> dropped.incrementAndGet();
            }
        } catch (KubernetesClientException refused) {
            dropped.incrementAndGet();
            LOG.debug(
                    "An event about {} was not written: {}",
                    event.involvedObject().ref(),
                    refused.getMessage());
        } catch (Throwable bug) {
            dropped.incrementAndGet();
            InternalErrors.report(
                    "writing a Kubernetes Event", event.involvedObject().ref(), bug);
        }
    }

    private void create(EventCorrelator.Identity identity, ControllerEvent event) {
        Event body = bodyOf(event);
        client.v1()
                .events()
                .inNamespace(body.getMetadata().getNamespace())
                .resource(body)
                .create();
        correlator.written(identity, body.getMetadata().getName(), System.nanoTime());
    }

    private void countUp(EventCorrelator.Identity identity, ControllerEvent event, String name, int count) {
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
            create(identity, event);
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
