package dev.capstan.argo.health.builtin;

import dev.capstan.argo.health.Health;
import java.util.Optional;

/** What runs to an end: Jobs, and Argo's Workflows. */
final class JobHealth {

    private JobHealth() {}

    /** That a Failed or Complete condition is there decides, not its status. */
    static Health of(LiveObject job) {
        Optional<LiveObject> failed = last(job, "Failed");
        if (failed.isPresent()) {
            return Health.degraded(failed.get().text("message"));
        }
        Optional<LiveObject> suspended = last(job, "Suspended");
        if (suspended.filter(LiveObject::isTrue).isPresent()) {
            return Health.suspended(suspended.get().text("message"));
        }
        return last(job, "Complete")
                .or(() -> suspended)
                .map(condition -> Health.healthy(condition.text("message")))
                .orElseGet(() -> Health.progressing(""));
    }

    static Health workflow(LiveObject workflow) {
        String message = workflow.text("status", "message");
        return switch (workflow.text("status", "phase")) {
            case "", "Pending", "Running" -> Health.progressing(message);
            case "Succeeded" -> Health.healthy(message);
            case "Failed", "Error" -> Health.degraded(message);
            default -> Health.unknown(message);
        };
    }

    private static Optional<LiveObject> last(LiveObject job, String type) {
        return job.conditions().stream()
                .filter(condition -> condition.isOfType(type))
                .reduce((earlier, later) -> later);
    }
}
