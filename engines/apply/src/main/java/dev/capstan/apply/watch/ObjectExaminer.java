package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.ForeignClaim;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Ownership;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.apply.policy.BrakeMarks;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes from an object what is kept of it. Pure but for the clock.
 *
 * @param profile the rules by which the objects are applied
 * @param takeOver whose fields are taken over
 */
public record ObjectExaminer(ApplyProfile profile, TakeOver takeOver, Clock clock) {

    /** An examiner by the rules of a profile. */
    public ObjectExaminer(ApplyProfile profile, Clock clock) {
        this(profile, profile.takeOver(), clock);
    }

    /** Examines an object; never throws, whatever the object looks like. */
    public ObservedObject examine(ObjectId id, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObservedObject(
                id,
                metadata.path("uid").asText(""),
                metadata.path("resourceVersion").asText(""),
                Owner.of(metadata.path("labels"), profile.labelPrefix()),
                metadata.hasNonNull("deletionTimestamp"),
                finalizers(id, object),
                profile.policy().of(object),
                BrakeMarks.of(object),
                profile.health().assess(object, clock.instant()),
                Ownership.of(object, profile.fieldManager()),
                takeOver.isNeeded(object),
                Lifetime.of(object),
                ForeignClaim.of(id, object));
    }

    private static List<String> finalizers(ObjectId id, JsonNode object) {
        List<String> finalizers = new ArrayList<>();
        object.path("metadata").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        if (id.isKind("", "Namespace")) {
            object.path("spec").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        }
        return finalizers;
    }
}
