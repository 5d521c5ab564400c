package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.health.HealthAssessor;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What to wait for.
 *
 * @param objects the objects; they need not be managed
 * @param timeout after which the wait ends as timed out
 * @param failFast whether the first failed object ends the wait
 * @param assessors rules that replace the usual ones for single objects (healthCheckExprs)
 * @param mayVanish objects whose absence counts as healthy (a finished Job with a time to live)
 * @param mustStay objects that are there and that nobody would make anew: one that goes before it is current has failed
 */
public record HealthWaitRequest(
        Set<ObjectRef> objects,
        Duration timeout,
        boolean failFast,
        Map<ObjectId, HealthAssessor> assessors,
        Set<ObjectId> mayVanish,
        Set<ObjectId> mustStay) {

    public HealthWaitRequest {
        objects = Set.copyOf(objects);
        assessors = Map.copyOf(assessors);
        mayVanish = Set.copyOf(mayVanish);
        mustStay = Set.copyOf(mustStay);
    }

    /** A wait for objects whose absence is not the end of it. */
    public HealthWaitRequest(
            Set<ObjectRef> objects,
            Duration timeout,
            boolean failFast,
            Map<ObjectId, HealthAssessor> assessors,
            Set<ObjectId> mayVanish) {
        this(objects, timeout, failFast, assessors, mayVanish, Set.of());
    }

    public static HealthWaitRequest of(Collection<ObjectRef> objects, Duration timeout) {
        return new HealthWaitRequest(Set.copyOf(objects), timeout, true, Map.of(), Set.of());
    }
}
