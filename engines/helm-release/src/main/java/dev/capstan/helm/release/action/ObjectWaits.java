package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.health.HealthRules;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.helm.release.ReadinessRules;
import dev.capstan.helm.release.WaitOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waits for objects: that they are ready, that they have run to their end, that they are gone. */
final class ObjectWaits {

    private static final HealthAssessor RUNNING_JOBS_ARE_FINE = HealthRules.kstatus();

    private final ManagedObjects managed;

    ObjectWaits(ManagedObjects managed) {
        this.managed = managed;
    }

    /** Waits until the objects of a release are ready. */
    StepResult ready(List<Manifest> manifests, Collection<ObjectRef> refs, WaitOptions options) {
        Map<ObjectId, Manifest> byId = new HashMap<>();
        manifests.forEach(manifest -> byId.put(manifest.id(), manifest));
        Set<ObjectRef> awaited = new HashSet<>();
        Map<ObjectId, HealthAssessor> assessors = new HashMap<>();
        Set<ObjectId> mayVanish = new HashSet<>();
        for (ObjectRef ref : refs) {
            Manifest manifest = byId.get(ref.id());
            if (manifest == null || isPaused(manifest)) {
                continue;
            }
            Optional<HealthAssessor> rule = rule(manifest, options);
            if (rule.isEmpty() && options.rules() == ReadinessRules.HELM_3) {
                continue;
            }
            rule.ifPresent(own -> assessors.put(ref.id(), own));
            awaited.add(ref);
            if (manifest.content().path("spec").has("ttlSecondsAfterFinished")) {
                mayVanish.add(ref.id());
            }
        }
        HealthWaitRequest request = new HealthWaitRequest(awaited, options.timeout(), true, assessors, mayVanish);
        return new StepResult.Wait(
                managed.awaitHealth(request),
                "the objects of the release to become ready",
                outcome -> StepResult.unless(notReady(outcome)));
    }

    private static Optional<HealthAssessor> rule(Manifest manifest, WaitOptions options) {
        return switch (options.rules()) {
            case HELM_3 -> Helm3Readiness.of(manifest, options.areJobsAwaited());
            case KSTATUS ->
                options.assessors()
                        .apply(manifest)
                        .or(() -> manifest.id().isKind("batch", "Job") && !options.areJobsAwaited()
                                ? Optional.of(RUNNING_JOBS_ARE_FINE)
                                : Optional.empty());
        };
    }

    private static boolean isPaused(Manifest manifest) {
        return manifest.id().isKind("apps", "Deployment")
                && manifest.content().path("spec").path("paused").asBoolean(false);
    }

    static Optional<ActionFailure> notReady(HealthOutcome outcome) {
        return switch (outcome) {
            case HealthOutcome.Healthy _ -> Optional.empty();
            case HealthOutcome.Unhealthy unhealthy -> {
                List<ObjectHealth> objects = new ArrayList<>(unhealthy.failed());
                unhealthy.pending().stream()
                        .filter(object -> !objects.contains(object))
                        .forEach(objects::add);
                yield Optional.of(new ObjectFailure.NotReady(objects, unhealthy.waited(), false));
            }
            case HealthOutcome.TimedOut late ->
                Optional.of(new ObjectFailure.NotReady(late.pending(), late.waited(), true));
            case HealthOutcome.Superseded superseded -> Optional.of(new ActionFailure.Cancelled(superseded.reason()));
        };
    }

    /** Objects that are being deleted: how they are reached, and the uid that goes. */
    record Leaving(ObjectRef object, String uid) {}

    /** Waits until objects are gone; one that was made anew in the meantime counts as gone. */
    StepResult gone(List<Leaving> leaving, Duration timeout) {
        Map<ObjectId, HealthAssessor> assessors = new HashMap<>();
        Set<ObjectId> mayVanish = new HashSet<>();
        Set<ObjectRef> refs = new HashSet<>();
        for (Leaving object : leaving) {
            refs.add(object.object());
            mayVanish.add(object.object().id());
            assessors.put(object.object().id(), (live, now) -> going(live, object.uid()));
        }
        HealthWaitRequest request = new HealthWaitRequest(refs, timeout, false, assessors, mayVanish);
        return new StepResult.Wait(
                managed.awaitHealth(request),
                "deleted objects to be gone",
                outcome -> StepResult.unless(stillThere(outcome)));
    }

    private static Health going(JsonNode live, String uid) {
        if (!live.path("metadata").path("uid").asText("").equals(uid)) {
            return Health.current("It was made anew");
        }
        List<String> finalizers = new ArrayList<>();
        live.path("metadata").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        live.path("spec").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        return Health.inProgress(
                "Terminating",
                finalizers.isEmpty()
                        ? "It is being deleted"
                        : "It is being deleted and waits for the finalizers " + String.join(", ", finalizers));
    }

    private static Optional<ActionFailure> stillThere(HealthOutcome outcome) {
        return switch (outcome) {
            case HealthOutcome.Healthy _ -> Optional.empty();
            case HealthOutcome.Unhealthy unhealthy ->
                Optional.of(new ObjectFailure.StillThere(unhealthy.pending(), unhealthy.waited()));
            case HealthOutcome.TimedOut late ->
                Optional.of(new ObjectFailure.StillThere(late.pending(), late.waited()));
            case HealthOutcome.Superseded superseded -> Optional.of(new ActionFailure.Cancelled(superseded.reason()));
        };
    }
}
