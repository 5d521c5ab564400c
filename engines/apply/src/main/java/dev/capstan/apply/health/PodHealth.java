package dev.capstan.apply.health;

import static dev.capstan.apply.health.Health.current;
import static dev.capstan.apply.health.Health.failed;
import static dev.capstan.apply.health.Health.inProgress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule for Pods, the only one that looks at the age of an object. */
final class PodHealth {

    /** How long a Pod may be unschedulable before that counts as a failure. */
    private static final Duration SCHEDULING_GRACE = Duration.ofSeconds(15);

    private PodHealth() {}

    static Health assess(ObjectFields fields, Instant now) {
        String phase = fields.text("", "status", "phase");
        return switch (phase) {
            case "Succeeded" -> current("Pod has completed successfully");
            case "Failed" -> current("Pod has completed, but not successfully");
            case "Running" -> running(fields);
            case "Pending" -> pending(fields, now);
            case "" -> inProgress("PodNotObserved", "Pod phase not available");
            default -> Health.unknown("unknown phase " + phase);
        };
    }

    private static Health running(ObjectFields fields) {
        if (fields.isTrue("Ready")) {
            return current("Pod is Ready");
        }
        List<String> crashing = new ArrayList<>();
        for (JsonNode container : fields.at("status", "containerStatuses")) {
            String waiting =
                    container.path("state").path("waiting").path("reason").asText();
            if (waiting.equals("CrashLoopBackOff")) {
                crashing.add(container.path("name").asText());
            }
        }
        return crashing.isEmpty()
                ? inProgress("PodRunningNotReady", "Pod is running but is not Ready")
                : failed("ContainerCrashLooping", "Containers in CrashLoop state: " + String.join(",", crashing));
    }

    private static Health pending(ObjectFields fields, Instant now) {
        boolean isUnschedulable = fields.condition("PodScheduled")
                .filter(scheduled -> ObjectFields.is(scheduled, "False")
                        && ObjectFields.reason(scheduled).equals("Unschedulable"))
                .isPresent();
        if (!isUnschedulable) {
            return inProgress("PodPending", "Pod is in the Pending phase");
        }
        Health unschedulable = failed("PodUnschedulable", "Pod could not be scheduled");
        Optional<Instant> deadline = createdAt(fields).map(created -> created.plus(SCHEDULING_GRACE));
        return deadline.filter(now::isBefore)
                .map(at -> inProgress("PodNotScheduled", "Pod has not been scheduled")
                        .becoming(at, unschedulable))
                .orElse(unschedulable);
    }

    private static Optional<Instant> createdAt(ObjectFields fields) {
        try {
            return Optional.of(Instant.parse(fields.text("", "metadata", "creationTimestamp")));
        } catch (DateTimeParseException absentOrForeign) {
            return Optional.empty();
        }
    }
}
