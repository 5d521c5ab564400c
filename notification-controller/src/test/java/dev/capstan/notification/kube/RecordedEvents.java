package dev.capstan.notification.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events that are recorded. */
final class RecordedEvents implements EventSink {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void record(
            ToolkitResource<?, ?> about, Severity severity, Reason reason, String message, Map<String, String> facts) {
        texts.add(about.getMetadata().getName() + " " + reason.text() + ": " + message);
    }

    /** {@code name Reason: message} of each. */
    List<String> texts() {
        return texts;
    }
}
