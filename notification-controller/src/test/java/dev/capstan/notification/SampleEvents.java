package dev.capstan.notification;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import java.util.Map;

/** Events to test with. */
public final class SampleEvents {
    private static final String API = "kustomize.toolkit.fluxcd.io/v1";

    private SampleEvents() {}

    /** An event of the Kustomization {@code apps} in {@code flux}. */
    public static ControllerEvent info(String message) {
        return event(Severity.INFO, "flux", "apps", message, Map.of());
    }

    /** The same as an error. */
    public static ControllerEvent error(String message) {
        return event(Severity.ERROR, "flux", "apps", message, Map.of());
    }

    /** The same with metadata. */
    public static ControllerEvent info(String message, Map<String, String> metadata) {
        return event(Severity.INFO, "flux", "apps", message, metadata);
    }

    /** An event of a Kustomization. */
    public static ControllerEvent event(
            Severity severity, String namespace, String name, String message, Map<String, String> metadata) {
        return new ControllerEvent(
                new InvolvedObject("Kustomization", namespace, name, "uid-" + name, API, "7"),
                severity,
                "2026-11-22T10:00:00Z",
                message,
                severity == Severity.ERROR ? "BuildFailed" : "ReconciliationSucceeded",
                metadata,
                "kustomize-controller",
                "pod-1");
    }
}
