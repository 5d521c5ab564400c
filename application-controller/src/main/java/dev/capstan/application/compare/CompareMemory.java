package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.argo.compare.Difference;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verdicts on the objects of one Application, so that an object is not compared again unless it, its manifest or the rules have changed. It
 * holds no more objects than the last comparison had, and of each only a skeleton. Not for several threads.
 */
public final class CompareMemory {
    private Optional<ComparisonRules> rules = Optional.empty();
    private Map<ObjectKey, Verdict> last = Map.of();
    private Map<ObjectKey, Verdict> current = new HashMap<>();

    /**
     * What is known of a live object.
     *
     * @param target digest of the manifest that it was compared with; empty for none
     * @param difference without the objects themselves
     */
    record Verdict(
            String uid,
            long contentHash,
            String resourceVersion,
            String target,
            ObjectNode skeleton,
            Difference difference,
            Optional<Health> health,
            LiveSummary summary) {

        boolean isOfContent(LiveObject live, boolean looksBeyondContent) {
            return uid.equals(live.uid())
                    && contentHash == live.contentHash()
                    && (!looksBeyondContent || isOfVersion(live));
        }

        boolean isOfVersion(LiveObject live) {
            return uid.equals(live.uid()) && resourceVersion.equals(live.resourceVersion());
        }

        boolean isOfTarget(Optional<Target> other) {
            return target.equals(other.map(Target::digest).orElse("")) && !(difference instanceof Difference.Failed);
        }
    }

    /** Begins a comparison; what was found by other rules is forgotten. */
    ComparisonRules begin(ControlPlane plane, ApplicationObject application) {
        ComparisonRules valid = rules.filter(known -> known.areFor(plane, application))
                .orElseGet(() -> {
                    last = Map.of();
                    return ComparisonRules.of(plane, application);
                });
        rules = Optional.of(valid);
        current = new HashMap<>();
        return valid;
    }

    Optional<Verdict> of(ObjectKey key) {
        return Optional.ofNullable(last.get(key));
    }

    void keep(ObjectKey key, Verdict verdict) {
        current.put(key, verdict);
    }

    /** Ends a comparison: what it had not is forgotten. */
    void end() {
        last = current;
    }

    /** Forgets everything. */
    public void forget() {
        last = Map.of();
        rules = Optional.empty();
    }
}
