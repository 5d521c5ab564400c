package dev.capstan.argo.health.builtin;

import dev.capstan.argo.health.Health;
import java.util.OptionalLong;

/** Deployments, ReplicaSets and DaemonSets: all have a generation to observe, and replicas to count. */
final class WorkloadHealth {

    private WorkloadHealth() {}

    static Health deployment(LiveObject deployment) {
        if (deployment.flag("spec", "paused")) {
            return Health.suspended("Deployment is paused");
        }
        if (!deployment.isObserved()) {
            return waiting("observed deployment generation less than desired generation");
        }
        boolean isTooLate = deployment.conditions().stream()
                .anyMatch(condition -> condition.isOfType("Progressing")
                        && condition.text("reason").equals("ProgressDeadlineExceeded"));
        if (isTooLate) {
            return Health.degraded("Deployment \"%s\" exceeded its progress deadline".formatted(deployment.name()));
        }
        OptionalLong wanted = deployment.numberIfSet("spec", "replicas");
        long all = deployment.number("status", "replicas");
        long updated = deployment.number("status", "updatedReplicas");
        long available = deployment.number("status", "availableReplicas");
        if (wanted.isPresent() && updated < wanted.getAsLong()) {
            return waiting("%d out of %d new replicas have been updated...".formatted(updated, wanted.getAsLong()));
        }
        if (all > updated) {
            return waiting("%d old replicas are pending termination...".formatted(all - updated));
        }
        if (available < updated) {
            return waiting("%d of %d updated replicas are available...".formatted(available, updated));
        }
        return Health.healthy("");
    }

    static Health replicaSet(LiveObject set) {
        if (!set.isObserved()) {
            return waiting("observed replica set generation less than desired generation");
        }
        for (LiveObject condition : set.conditions()) {
            if (condition.isOfType("ReplicaFailure") && condition.isTrue()) {
                return Health.degraded(condition.text("message"));
            }
        }
        OptionalLong wanted = set.numberIfSet("spec", "replicas");
        long available = set.number("status", "availableReplicas");
        return wanted.isPresent() && available < wanted.getAsLong()
                ? waiting("%d out of %d new replicas are available...".formatted(available, wanted.getAsLong()))
                : Health.healthy("");
    }

    static Health daemonSet(LiveObject set) {
        if (!set.isObserved()) {
            return waiting("observed daemon set generation less than desired generation");
        }
        long wanted = set.number("status", "desiredNumberScheduled");
        long updated = set.number("status", "updatedNumberScheduled");
        long available = set.number("status", "numberAvailable");
        if (set.text("spec", "updateStrategy", "type").equals("OnDelete")) {
            return Health.healthy("daemon set %d out of %d new pods have been updated".formatted(updated, wanted));
        }
        String rollout = "Waiting for daemon set \"%s\" rollout to finish: ".formatted(set.name());
        if (updated < wanted) {
            return Health.progressing(
                    rollout + "%d out of %d new pods have been updated...".formatted(updated, wanted));
        }
        if (available < wanted) {
            return Health.progressing(rollout + "%d of %d updated pods are available...".formatted(available, wanted));
        }
        return Health.healthy("");
    }

    private static Health waiting(String what) {
        return Health.progressing("Waiting for rollout to finish: " + what);
    }
}
