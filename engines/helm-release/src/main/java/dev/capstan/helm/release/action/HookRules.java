package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import java.util.Optional;

/** When a hook has done its work: a Job or a Pod must run to its end, everything else need only be there. Pure. */
final class HookRules {

    private HookRules() {}

    /** The rule for a hook's object; empty when it need only be there. */
    static Optional<HealthAssessor> of(Manifest hook) {
        if (hook.id().isKind("batch", "Job")) {
            return Optional.of((job, now) -> job(job));
        }
        return hook.id().isKind("", "Pod") ? Optional.of((pod, now) -> pod(pod)) : Optional.empty();
    }

    private static Health job(JsonNode job) {
        for (JsonNode condition : job.path("status").path("conditions")) {
            if (condition.path("status").asText("").equals("True")) {
                String why = condition.path("message").asText("");
                switch (condition.path("type").asText("")) {
                    case "Complete" -> {
                        return Health.current("Job Completed");
                    }
                    case "Failed" -> {
                        return Health.failed("JobFailed", "Job Failed" + (why.isEmpty() ? "" : ": " + why));
                    }
                    default -> {
                        // Other conditions announce one of these.
                    }
                }
            }
        }
        if (job.path("metadata").hasNonNull("deletionTimestamp")) {
            return Health.deleted("Job is being deleted before it has run to its end");
        }
        return job.path("spec").path("suspend").asBoolean(false)
                ? Health.inProgress("JobSuspended", "Job is suspended: it waits for somebody who lets it run")
                : Health.inProgress("JobInProgress", "Job in progress");
    }

    private static Health pod(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText("");
        return switch (phase) {
            case "Succeeded" -> Health.current("Pod Succeeded");
            case "Failed" -> Health.failed("PodFailed", "Pod " + podOf(pod) + " failed" + reason(pod));
            default -> Health.inProgress("PodInProgress", "Pod is " + (phase.isEmpty() ? "not observed yet" : phase));
        };
    }

    private static String podOf(JsonNode pod) {
        return pod.path("metadata").path("name").asText("");
    }

    private static String reason(JsonNode pod) {
        String reason = pod.path("status").path("reason").asText("");
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
