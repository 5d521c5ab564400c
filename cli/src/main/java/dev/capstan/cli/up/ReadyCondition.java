package dev.capstan.cli.up;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The condition Ready of an object.
 *
 * @param status True, False or Unknown
 * @param reason code
 * @param message for people
 * @param observedGeneration generation that it speaks of; 0 when it does not say
 */
record ReadyCondition(String status, String reason, String message, long observedGeneration) {

    static Optional<ReadyCondition> of(GenericKubernetesResource object) {
        if (!(object.get("status", "conditions") instanceof List<?> conditions)) {
            return Optional.empty();
        }
        for (Object condition : conditions) {
            if (condition instanceof Map<?, ?> map && "Ready".equals(map.get("type"))) {
                return Optional.of(new ReadyCondition(
                        String.valueOf(map.get("status")),
                        Objects.toString(map.get("reason"), ""),
                        Objects.toString(map.get("message"), ""),
                        map.get("observedGeneration") instanceof Number number ? number.longValue() : 0));
            }
        }
        return Optional.empty();
    }

    /** Whether this is the answer to the request with this token, for the object as it is now. */
    boolean answers(String request, GenericKubernetesResource object) {
        return observedGeneration == object.getMetadata().getGeneration()
                && request.equals(object.get("status", "lastHandledReconcileAt"))
                && !status.equals("Unknown")
                && !isWaiting();
    }

    /** Whether the object only waits for something else, such as the first fetch of its source, and is looked at again soon by itself. */
    boolean isWaiting() {
        return status.equals("False")
                && (reason.equals("DependencyNotReady")
                        // The same reason tells of artifacts that cannot be used; those do not get better by waiting.
                        || reason.equals("ArtifactFailed") && message.startsWith("Source "));
    }
}
