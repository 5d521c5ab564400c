package dev.capstan.argo.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/**
 * The value of the annotation {@code argocd.argoproj.io/tracking-id}:
 * {@code <application>:<group>/<kind>:<namespace>/<name>}.
 *
 * @param application name of the application, or {@code <namespace>_<name>} outside the control plane's namespace
 * @param object what the annotation was written for; a cluster-scoped object has the destination's namespace here
 */
public record TrackingId(String application, ObjectKey object) {

    /** The identity of an object of an application; without a namespace of its own it gets the destination's. */
    public static TrackingId of(String application, JsonNode object, String destinationNamespace) {
        ObjectKey key = ObjectKey.of(object);
        return new TrackingId(application, key.namespace().isEmpty() ? key.in(destinationNamespace) : key);
    }

    /** Reads an annotation. Empty when it does not have three parts, or one of the last two not exactly one slash. */
    public static Optional<TrackingId> parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length != 3) {
            return Optional.empty();
        }
        String[] kind = parts[1].split("/", -1);
        String[] name = parts[2].split("/", -1);
        return kind.length == 2 && name.length == 2
                ? Optional.of(new TrackingId(parts[0], new ObjectKey(kind[0], kind[1], name[0], name[1])))
                : Optional.empty();
    }

    /** Whether it was written for this object, and not copied from another one. */
    public boolean isFor(JsonNode live) {
        ObjectKey key = ObjectKey.of(live);
        return (key.namespace().isEmpty() || key.namespace().equals(object.namespace()))
                && key.in("").equals(object.in(""));
    }

    @Override
    public String toString() {
        return application + ":" + object.group() + "/" + object.kind() + ":" + object.namespace() + "/"
                + object.name();
    }
}
