package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** How long an object is meant to stay in the cluster by its own words. */
public enum Lifetime {
    /** Until somebody deletes it. */
    LASTING,
    /** Until it has done its work and a while has passed; it has not done it yet. */
    UNTIL_DONE,
    /** It has done its work, and Kubernetes may remove it at any time. */
    DONE;

    /** Reads it from an object: a Job with a time to live, a workflow with one, a pipeline or Pod that ran to its end. */
    static Lifetime of(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        JsonNode spec = object.path("spec");
        JsonNode status = object.path("status");
        String phase = status.path("phase").asText();
        return switch (object.path("kind").asText()) {
            case "Job" ->
                apiVersion.startsWith("batch/") && spec.hasNonNull("ttlSecondsAfterFinished")
                        ? doneWhen(hasTrue(status, "Complete") || hasTrue(status, "Failed"))
                        : LASTING;
            case "Workflow" ->
                apiVersion.startsWith("argoproj.io/") && spec.hasNonNull("ttlStrategy")
                        ? doneWhen(status.hasNonNull("finishedAt"))
                        : LASTING;
            // Their pruners keep so many or for so long, and say so nowhere in the object.
            case "PipelineRun", "TaskRun" ->
                apiVersion.startsWith("tekton.dev/") && status.hasNonNull("completionTime") ? DONE : LASTING;
            case "Pod" -> apiVersion.equals("v1") && phase.equals("Succeeded") ? DONE : LASTING;
            default -> LASTING;
        };
    }

    private static Lifetime doneWhen(boolean isDone) {
        return isDone ? DONE : UNTIL_DONE;
    }

    private static boolean hasTrue(JsonNode status, String condition) {
        for (JsonNode each : status.path("conditions")) {
            if (each.path("type").asText().equals(condition)
                    && each.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }
}
