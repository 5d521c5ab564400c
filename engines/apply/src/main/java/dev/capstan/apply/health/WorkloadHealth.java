package dev.capstan.apply.health;

import static dev.capstan.apply.health.Health.current;
import static dev.capstan.apply.health.Health.inProgress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The rules for kinds that run Pods. Each rule asks its questions in the order in which a rollout answers them. */
final class WorkloadHealth {

    /** Such a deadline means none, and then the rollout is not asked about its progress. */
    private static final long NO_DEADLINE = Integer.MAX_VALUE;

    private WorkloadHealth() {}

    static Health deployment(ObjectFields fields) {
        boolean isProgressing = fields.number(NO_DEADLINE, "spec", "progressDeadlineSeconds") == NO_DEADLINE;
        boolean isAvailable = false;
        for (JsonNode condition : fields.conditions()) {
            String reason = ObjectFields.reason(condition);
            switch (condition.path("type").asText()) {
                case "Progressing" -> {
                    if (reason.equals("ProgressDeadlineExceeded")) {
                        return deadlineExceeded(ObjectFields.message(condition));
                    }
                    isProgressing |= ObjectFields.is(condition, "True") && reason.equals("NewReplicaSetAvailable");
                }
                case "Available" -> isAvailable |= ObjectFields.is(condition, "True");
                default -> {
                    // ReplicaFailure shows up in the replica counts.
                }
            }
        }
        long wanted = fields.number(1, "spec", "replicas");
        long existing = status(fields, "replicas");
        long updated = status(fields, "updatedReplicas");
        Optional<Health> lagging = less("LessReplicas", "Replicas", existing, wanted)
                .or(() -> less("LessUpdated", "Updated", updated, wanted))
                .or(() -> extra(existing, wanted))
                .or(() -> less("LessAvailable", "Available", status(fields, "availableReplicas"), updated))
                .or(() -> less("LessReady", "Ready", status(fields, "readyReplicas"), wanted));
        if (lagging.isPresent()) {
            return lagging.get();
        }
        if (!isProgressing) {
            return inProgress("ReplicaSetNotAvailable", "ReplicaSet not Available");
        }
        return isAvailable
                ? current("Deployment is available. Replicas: " + existing)
                : inProgress("DeploymentNotAvailable", "Deployment not Available");
    }

    static Health statefulSet(ObjectFields fields) {
        if (isUpdatedOnDelete(fields)) {
            return current("StatefulSet is using the ondelete update strategy");
        }
        long wanted = fields.number(1, "spec", "replicas");
        long existing = status(fields, "replicas");
        Optional<Health> lagging = less("LessReplicas", "Replicas", existing, wanted)
                .or(() -> less("LessReady", "Ready", status(fields, "readyReplicas"), wanted))
                .or(() -> extra(existing, wanted));
        if (lagging.isPresent()) {
            return lagging.get();
        }
        long partition = fields.number(-1, "spec", "updateStrategy", "rollingUpdate", "partition");
        if (partition != -1) {
            long updated = status(fields, "updatedReplicas");
            return less("PartitionRollout", "updated", updated, wanted - partition)
                    .orElseGet(() -> current("Partition rollout complete. updated: " + updated));
        }
        Optional<Health> notCurrent = less("LessCurrent", "current", status(fields, "currentReplicas"), wanted);
        if (notCurrent.isPresent()) {
            return notCurrent.get();
        }
        return fields.text("", "status", "currentRevision").equals(fields.text("", "status", "updateRevision"))
                ? current("All replicas scheduled as expected. Replicas: " + existing)
                : inProgress("RevisionMismatch", "Waiting for updated revision to match current");
    }

    static Health daemonSet(ObjectFields fields) {
        if (!fields.has("metadata", "generation")) {
            return inProgress("NoGeneration", "DaemonSet metadata.generation not found");
        }
        if (!fields.has("status", "observedGeneration")) {
            return inProgress("NoObservedGeneration", "DaemonSet status.observedGeneration not found");
        }
        long wanted = fields.number(-1, "status", "desiredNumberScheduled");
        if (wanted == -1) {
            return inProgress("NoDesiredNumber", "Missing .status.desiredNumberScheduled");
        }
        // With OnDelete, somebody else decides when a Pod is replaced: nothing would ever end a wait for it.
        boolean isUpdateAwaited = !isUpdatedOnDelete(fields);
        return less("LessCurrent", "Current", status(fields, "currentNumberScheduled"), wanted)
                .or(() -> isUpdateAwaited
                        ? less("LessUpdated", "Updated", status(fields, "updatedNumberScheduled"), wanted)
                        : Optional.empty())
                .or(() -> less("LessAvailable", "Available", status(fields, "numberAvailable"), wanted))
                .or(() -> less("LessReady", "Ready", status(fields, "numberReady"), wanted))
                .orElseGet(() -> current("All replicas scheduled as expected. Replicas: " + wanted));
    }

    static Health replicaSet(ObjectFields fields) {
        if (fields.isTrue("ReplicaFailure")) {
            return inProgress("ReplicaFailure", "Replica Failure condition. Check Pods");
        }
        long wanted = fields.number(1, "spec", "replicas");
        long existing = status(fields, "replicas");
        return less("LessLabelled", "Labelled", status(fields, "fullyLabeledReplicas"), wanted)
                .or(() -> less("LessAvailable", "Available", status(fields, "availableReplicas"), wanted))
                .or(() -> less("LessReady", "Ready", status(fields, "readyReplicas"), wanted))
                .or(() -> extra(existing, wanted))
                .orElseGet(() -> current("ReplicaSet is available. Replicas: " + existing));
    }

    private static boolean isUpdatedOnDelete(ObjectFields fields) {
        return fields.text("", "spec", "updateStrategy", "type").equals("OnDelete");
    }

    private static long status(ObjectFields fields, String counter) {
        return fields.number(0, "status", counter);
    }

    private static Optional<Health> less(String reason, String word, long have, long want) {
        return have < want
                ? Optional.of(inProgress(reason, "%s: %d/%d".formatted(word, have, want)))
                : Optional.empty();
    }

    private static Optional<Health> extra(long have, long want) {
        return have > want
                ? Optional.of(inProgress("ExtraPods", "Pending termination: " + (have - want)))
                : Optional.empty();
    }

    private static Health deadlineExceeded(String detail) {
        return new Health(
                HealthStatus.FAILED,
                "Progress deadline exceeded",
                Optional.of(new HealthCondition("Stalled", "ProgressDeadlineExceeded", detail)),
                Optional.empty());
    }
}
