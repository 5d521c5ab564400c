package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Ownership;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.policy.ObjectPolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes from an object what is kept of it. Pure but for the clock.
 *
 * @param labelPrefix prefix of the ownership labels
 * @param fieldManager our name as a field manager
 * @param takeOver whose fields are taken over
 * @param assessor decides health
 */
public record ObjectExaminer(
        String labelPrefix, String fieldManager, TakeOver takeOver, HealthAssessor assessor, Clock clock) {

    /** Examines an object; never throws, whatever the object looks like. */
    public ObservedObject examine(ObjectId id, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObservedObject(
                id,
                metadata.path("uid").asText(""),
                metadata.path("resourceVersion").asText(""),
                owner(metadata.path("labels")),
                metadata.hasNonNull("deletionTimestamp"),
                finalizers(id, object),
                ObjectPolicy.of(object),
                assessor.assess(object, clock.instant()),
                Ownership.of(object, fieldManager),
                takeOver.isNeeded(object),
                Lifetime.of(object));
    }

    private static List<String> finalizers(ObjectId id, JsonNode object) {
        List<String> finalizers = new ArrayList<>();
        object.path("metadata").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        if (id.isKind("", "Namespace")) {
            object.path("spec").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        }
        return finalizers;
    }

    private Optional<Owner> owner(JsonNode labels) {
        String name = labels.path(labelPrefix + "/name").asText("");
        String namespace = labels.path(labelPrefix + "/namespace").asText("");
        return name.isEmpty() || namespace.isEmpty()
                ? Optional.empty()
                : Optional.of(new Owner(labelPrefix, namespace, name));
    }
}
