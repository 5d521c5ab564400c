package dev.capstan.runtime.event;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.redaction.Redaction;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records events: each becomes a Kubernetes Event and, unless it is only a trace, a message on the bus. Returns at once; an event that
 * cannot be recorded is counted and never fails the caller.
 */
public final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private final KubernetesEvents kubernetes;
    private final Bus bus;
    private final Clock clock;
    private final String instance;

    /**
     * @param kubernetes writes Kubernetes Events
     * @param bus carries the event to notifications
     * @param clock the wall clock
     * @param instance this process, usually the pod
     */
    public EventRecorder(KubernetesEvents kubernetes, Bus bus, Clock clock, String instance) {
        this.kubernetes = kubernetes;
        this.bus = bus;
        this.clock = clock;
        this.instance = instance;
    }

    /**
     * Records an event.
     *
     * @param from the controller that reports it
     * @param about the object it is about; its annotations {@code event.toolkit.fluxcd.io/…} go into the metadata
     * @param message text for people; credentials are taken out
     * @param metadata facts under the names of {@link EventMetadata}, without prefix
     */
    public void record(
            ControllerIdentity from,
            ToolkitResource<?, ?> about,
            Severity severity,
            Reason reason,
            String message,
            Map<String, String> metadata) {
        try {
            emit(eventOf(from, about, severity, reason, message, metadata));
        } catch (RuntimeException | StackOverflowError bug) {
            InternalErrors.report("recording an event", from.component() + " " + reason.text(), bug);
        }
    }

    private ControllerEvent eventOf(
            ControllerIdentity from,
            ToolkitResource<?, ?> about,
            Severity severity,
            Reason reason,
            String message,
            Map<String, String> metadata) {
        return new ControllerEvent(
                InvolvedObject.of(about),
                severity,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                Redaction.of(message),
                reason.text(),
                metadataOf(about, metadata),
                from.component(),
                instance);
    }

    private void emit(ControllerEvent event) {
        log(event);
        kubernetes.write(event);
        if (event.severity() != Severity.TRACE) {
            bus.publish(new EventEmitted(event));
        }
    }

    private static void log(ControllerEvent event) {
        switch (event.severity()) {
            case TRACE -> LOG.debug("{} ({})", event.message(), event.reason());
            case INFO -> LOG.info("{} ({})", event.message(), event.reason());
            case ERROR -> LOG.error("{} ({})", event.message(), event.reason());
        }
    }

    private static Map<String, String> metadataOf(ToolkitResource<?, ?> about, Map<String, String> facts) {
        var all = new HashMap<String, String>();
        Map<String, String> annotations = about.getMetadata().getAnnotations();
        if (annotations != null) {
            annotations.forEach((key, value) -> {
                if (key.startsWith(ToolkitKeys.EVENT_ANNOTATION_PREFIX)) {
                    all.put(key, Redaction.of(value));
                }
            });
        }
        String group = about.ref().group();
        facts.forEach((name, value) -> all.put(EventMetadata.key(group, name), Redaction.of(value)));
        return all;
    }
}
