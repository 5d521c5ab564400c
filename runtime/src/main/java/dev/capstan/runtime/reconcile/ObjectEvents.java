package dev.capstan.runtime.reconcile;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import java.util.Map;

/** Records events about objects. */
@FunctionalInterface
interface ObjectEvents {
    void record(
            ToolkitResource<?, ?> about,
            Severity severity,
            Reason reason,
            String message,
            Map<String, String> metadata);
}
