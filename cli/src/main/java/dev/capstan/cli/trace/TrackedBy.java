package dev.capstan.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.argo.ArgoKeys;
import java.util.Optional;

/**
 * The Application that an object belongs to, as its annotation says: {@code <application>:<group>/<kind>:<namespace>/<name>}.
 *
 * @param namespace of the Application; empty for that of the control plane
 * @param name of the Application
 */
record TrackedBy(String namespace, String name) {

    /** What the annotation of an object says; empty when it speaks of another object, from which it was copied. */
    static Optional<TrackedBy> of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String[] parts = metadata.path("annotations")
                .path(ArgoKeys.TRACKING_ID)
                .asText("")
                .split(":", 3);
        if (parts.length != 3 || parts[0].isEmpty()) {
            return Optional.empty();
        }
        String apiVersion = object.path("apiVersion").asText("");
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        boolean isItself = parts[1].equals(group + "/" + object.path("kind").asText(""))
                && parts[2].endsWith("/" + metadata.path("name").asText(""));
        return isItself ? Optional.of(named(parts[0])) : Optional.empty();
    }

    /** Applications outside of the control plane are named {@code <namespace>_<name>}. */
    private static TrackedBy named(String application) {
        int end = application.indexOf('_');
        return end < 0
                ? new TrackedBy("", application)
                : new TrackedBy(application.substring(0, end), application.substring(end + 1));
    }
}
