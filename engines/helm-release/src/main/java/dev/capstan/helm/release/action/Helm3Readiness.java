package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import java.util.Optional;
import java.util.function.Function;

/**
 * When an object counts as ready by the rules of Helm 3. Nothing has failed for good by them but a Job. Of a Deployment it is
 * known from its own status how many of its new Pods are ready at least. Pure.
 */
final class Helm3Readiness {

    private Helm3Readiness() {}

    /**
     * The rule for an object; empty when it need only be there.
     *
     * @param areJobsAwaited whether a Job must complete
     */
    static Optional<HealthAssessor> of(Manifest object, boolean areJobsAwaited) {
        String group = object.id().group();
        String kind = object.id().kind();
        return switch (group.isEmpty() ? kind : group + "/" + kind) {
            case "Pod" -> unlessDeleted(Helm3Readiness::pod);
            case "PersistentVolumeClaim" -> unlessDeleted(Helm3Readiness::claim);
            case "Service" -> unlessDeleted(Helm3Readiness::service);
            case "apps/Deployment" -> unlessDeleted(Helm3Readiness::deployment);
            case "apps/DaemonSet" -> unlessDeleted(Helm3Readiness::daemonSet);
            case "apps/StatefulSet" -> unlessDeleted(Helm3Readiness::statefulSet);
            case "ReplicationController", "apps/ReplicaSet" -> unlessDeleted(Helm3Readiness::replicas);
            case "apiextensions.k8s.io/CustomResourceDefinition" -> unlessDeleted(Helm3Readiness::definition);
            case "batch/Job" -> areJobsAwaited ? unlessDeleted(Helm3Readiness::job) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<HealthAssessor> unlessDeleted(Function<JsonNode, Health> rule) {
        return Optional.of((live, now) -> isDeleted(live) ? Health.terminating() : rule.apply(live));
    }

    private static boolean isDeleted(JsonNode live) {
        return live.path("metadata").hasNonNull("deletionTimestamp");
    }

    private static Health pod(JsonNode pod) {
        return ready(is(pod, "Ready", "True"), "the Pod is not ready");
    }

    private static Health claim(JsonNode claim) {
        String phase = claim.path("status").path("phase").asText("");
        return ready(phase.equals("Bound"), "the claim is not bound");
    }

    private static Health service(JsonNode service) {
        JsonNode spec = service.path("spec");
        return switch (spec.path("type").asText("")) {
            case "ExternalName" -> ready(true, "");
            case "LoadBalancer" ->
                ready(
                        hasAddress(spec)
                                && (!spec.path("externalIPs").isEmpty()
                                        || service.path("status")
                                                .path("loadBalancer")
                                                .has("ingress")),
                        "the Service has no address at its load balancer");
            default -> ready(hasAddress(spec), "the Service has no address in the cluster");
        };
    }

    private static boolean hasAddress(JsonNode spec) {
        return !spec.path("clusterIP").asText("").isEmpty();
    }

    private static Health deployment(JsonNode deployment) {
        JsonNode spec = deployment.path("spec");
        JsonNode status = deployment.path("status");
        if (spec.path("paused").asBoolean(false)) {
            return ready(true, "");
        }
        int wanted = spec.path("replicas").asInt(1);
        int needed = wanted - unavailable(spec.path("strategy"), wanted);
        int ofOlderSets = count(status, "replicas") - count(status, "updatedReplicas");
        int ready = Math.min(count(status, "readyReplicas") - ofOlderSets, count(status, "updatedReplicas"));
        return ready(isObserved(deployment) && ready >= needed, "%d of %d new Pods are ready".formatted(ready, needed));
    }

    /** How many Pods may be missing while a Deployment goes on; never so few that it could not go on. */
    private static int unavailable(JsonNode strategy, int replicas) {
        if (!strategy.path("type").asText("").equals("RollingUpdate") || replicas == 0) {
            return 0;
        }
        JsonNode rolling = strategy.path("rollingUpdate");
        int missing = share(rolling.path("maxUnavailable"), replicas, false);
        int surplus = share(rolling.path("maxSurge"), replicas, true);
        return missing == 0 && surplus == 0 ? 1 : Math.min(missing, replicas);
    }

    private static Health daemonSet(JsonNode daemonSet) {
        JsonNode status = daemonSet.path("status");
        JsonNode strategy = daemonSet.path("spec").path("updateStrategy");
        if (!isObserved(daemonSet)) {
            return ready(false, "it is not observed yet");
        }
        if (!strategy.path("type").asText("").equals("RollingUpdate")) {
            return ready(true, "");
        }
        int wanted = count(status, "desiredNumberScheduled");
        int needed = wanted - share(strategy.path("rollingUpdate").path("maxUnavailable"), wanted, true);
        boolean isScheduled = count(status, "updatedNumberScheduled") == wanted;
        return ready(
                isScheduled && count(status, "numberReady") >= needed,
                isScheduled
                        ? "%d of %d Pods are ready".formatted(count(status, "numberReady"), needed)
                        : "%d of %d Pods are updated".formatted(count(status, "updatedNumberScheduled"), wanted));
    }

    private static Health statefulSet(JsonNode statefulSet) {
        JsonNode spec = statefulSet.path("spec");
        JsonNode status = statefulSet.path("status");
        JsonNode strategy = spec.path("updateStrategy");
        if (!isObserved(statefulSet)) {
            return ready(false, "it is not observed yet");
        }
        if (!strategy.path("type").asText("").equals("RollingUpdate")) {
            return ready(true, "");
        }
        int wanted = spec.path("replicas").asInt(1);
        int partition = strategy.path("rollingUpdate").path("partition").asInt(0);
        int updated = count(status, "updatedReplicas");
        if (updated < wanted - partition) {
            return ready(false, "%d of %d Pods are updated".formatted(updated, wanted - partition));
        }
        if (count(status, "readyReplicas") != wanted) {
            return ready(false, "%d of %d Pods are ready".formatted(count(status, "readyReplicas"), wanted));
        }
        boolean isOneRevision = status.path("currentRevision").equals(status.path("updateRevision"));
        return ready(partition != 0 || isOneRevision, "its Pods are not of one revision yet");
    }

    private static Health replicas(JsonNode set) {
        int wanted = set.path("spec").path("replicas").asInt(1);
        int ready = count(set.path("status"), "readyReplicas");
        return ready(isObserved(set) && ready >= wanted, "%d of %d Pods are ready".formatted(ready, wanted));
    }

    private static Health definition(JsonNode definition) {
        return ready(
                is(definition, "Established", "True") || is(definition, "NamesAccepted", "False"),
                "the definition is not established");
    }

    private static Health job(JsonNode job) {
        int failed = count(job.path("status"), "failed");
        if (failed > job.path("spec").path("backoffLimit").asInt(6) || is(job, "Failed", "True")) {
            return Health.failed("JobFailed", "Job Failed. failed: " + failed);
        }
        int wanted = job.path("spec").path("completions").asInt(0);
        int succeeded = count(job.path("status"), "succeeded");
        return ready(succeeded >= wanted, "%d of %d completions".formatted(succeeded, wanted));
    }

    private static boolean isObserved(JsonNode object) {
        return object.path("status").path("observedGeneration").asLong(0)
                == object.path("metadata").path("generation").asLong(0);
    }

    private static boolean is(JsonNode object, String type, String status) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText("").equals(type)
                    && condition.path("status").asText("").equals(status)) {
                return true;
            }
        }
        return false;
    }

    private static int count(JsonNode status, String counter) {
        return status.path(counter).asInt(0);
    }

    /** A number, or a percentage of the whole. */
    private static int share(JsonNode value, int whole, boolean isRoundedUp) {
        if (value.isNumber()) {
            return value.asInt();
        }
        String text = value.asText("");
        if (!text.matches("[0-9]{1,6}%")) {
            return 0;
        }
        long hundredths = Long.parseLong(text.substring(0, text.length() - 1)) * whole;
        return (int) (isRoundedUp ? Math.ceilDiv(hundredths, 100) : hundredths / 100);
    }

    private static Health ready(boolean isReady, String otherwise) {
        return isReady ? Health.current("It is ready") : Health.inProgress("NotReady", otherwise);
    }
}
