package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The mark by which an Application of Argo CD says that an object is its own.
 *
 * @param application as the mark names it: {@code name}, or {@code namespace_name} outside the control plane's namespace
 */
public record ForeignClaim(String application) {

    /** The annotation with the mark: {@code <application>:<group>/<kind>:<namespace>/<name>}. */
    public static final String TRACKING_ID = "argocd.argoproj.io/tracking-id";

    /** The annotation by which an object may be taken over from who has it. */
    public static final String TAKEOVER = "capstan.dev/takeover";

    /** The value of {@link #TAKEOVER} that counts. */
    public static final String ALLOWED = "allowed";

    /**
     * The claim on an object. Empty when there is none, when the object may be taken over, or when the mark speaks of another
     * object, from which it was copied.
     */
    public static Optional<ForeignClaim> of(ObjectId id, JsonNode object) {
        JsonNode annotations = object.path("metadata").path("annotations");
        if (annotations.path(TAKEOVER).asText("").equals(ALLOWED)) {
            return Optional.empty();
        }
        String[] parts = annotations.path(TRACKING_ID).asText("").split(":", 3);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[1].equals(id.group() + "/" + id.kind())) {
            return Optional.empty();
        }
        // An object without a namespace has that of the Application's destination in its mark.
        boolean isMeant = id.namespace().isEmpty()
                ? parts[2].endsWith("/" + id.name())
                : parts[2].equals(id.namespace() + "/" + id.name());
        return isMeant ? Optional.of(new ForeignClaim(parts[0])) : Optional.empty();
    }
}
