package dev.capstan.apply.health;

import static dev.capstan.apply.health.Health.current;
import static dev.capstan.apply.health.Health.failed;
import static dev.capstan.apply.health.Health.inProgress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The kstatus rules: first what every object says the same way (deletion, observed generation, Reconciling and Stalled),
 * then the rule of its kind, then its Ready condition. {@link #flux()} adds what Flux decides differently.
 */
public final class HealthRules implements HealthAssessor {

    private static final Set<String> READY_WORDS = Set.of("True", "False", "Unknown");

    private final boolean isAsFlux;

    private HealthRules(boolean isAsFlux) {
        this.isAsFlux = isAsFlux;
    }

    /** Plain kstatus: a running Job counts as current. */
    public static HealthRules kstatus() {
        return new HealthRules(false);
    }

    /** As Flux: a Job is current only when it has completed. Other than there, {@code Synced} decides about a SealedSecret. */
    public static HealthRules flux() {
        return new HealthRules(true);
    }

    @Override
    public Health assess(JsonNode object, Instant now) {
        ObjectFields fields = new ObjectFields(object);
        if (fields.has("metadata", "deletionTimestamp")) {
            return Health.terminating();
        }
        return ofEveryObject(fields)
                .or(() -> ofItsKind(fields, now))
                .or(() -> ofReadyCondition(fields))
                .orElseGet(() -> current("Resource is current"));
    }

    private static Optional<Health> ofEveryObject(ObjectFields fields) {
        JsonNode observed = fields.at("status", "observedGeneration");
        long generation = fields.number(0, "metadata", "generation");
        if (observed.isNumber() && generation != 0 && observed.longValue() != generation) {
            return Optional.of(inProgress(
                    "LatestGenerationNotObserved",
                    "%s generation is %d, but latest observed generation is %d"
                            .formatted(fields.text("", "kind"), generation, observed.longValue())));
        }
        for (JsonNode condition : fields.conditions()) {
            String type = condition.path("type").asText();
            if (type.equals("Reconciling") && ObjectFields.is(condition, "True")) {
                return Optional.of(inProgress(ObjectFields.reason(condition), ObjectFields.message(condition)));
            }
            if (type.equals("Stalled") && ObjectFields.is(condition, "True")) {
                return Optional.of(failed(ObjectFields.reason(condition), ObjectFields.message(condition)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Health> ofReadyCondition(ObjectFields fields) {
        return fields.condition("Ready")
                .filter(ready -> READY_WORDS.contains(ready.path("status").asText()))
                .map(ready -> ObjectFields.is(ready, "True")
                        ? current("Resource is Ready")
                        : inProgress(ObjectFields.reason(ready), ObjectFields.message(ready)));
    }

    private Optional<Health> ofItsKind(ObjectFields fields, Instant now) {
        String apiVersion = fields.text("", "apiVersion");
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String kind = fields.text("", "kind");
        return Optional.ofNullable(
                switch (group.isEmpty() ? kind : group + "/" + kind) {
                    case "Service" -> service(fields);
                    case "Pod" -> PodHealth.assess(fields, now);
                    case "Secret", "ConfigMap", "batch/CronJob" -> current("Resource is always ready");
                    case "PersistentVolumeClaim" -> persistentVolumeClaim(fields);
                    case "apps/StatefulSet" -> WorkloadHealth.statefulSet(fields);
                    case "apps/DaemonSet", "extensions/DaemonSet" -> WorkloadHealth.daemonSet(fields);
                    case "apps/Deployment", "extensions/Deployment" -> WorkloadHealth.deployment(fields);
                    case "apps/ReplicaSet", "extensions/ReplicaSet" -> WorkloadHealth.replicaSet(fields);
                    case "policy/PodDisruptionBudget" -> current("AllowedDisruptions has been computed.");
                    case "batch/Job" -> job(fields);
                    case "apiextensions.k8s.io/CustomResourceDefinition" -> customResourceDefinition(fields);
                    case "bitnami.com/SealedSecret" -> isAsFlux ? sealedSecret(fields) : null;
                    default -> null;
                });
    }

    private static Health service(ObjectFields fields) {
        String type = fields.text("ClusterIP", "spec", "type");
        if (type.equals("LoadBalancer") && fields.text("", "spec", "clusterIP").isEmpty()) {
            return inProgress("NoIPAssigned", "ClusterIP not set. Service type: " + type);
        }
        return current("Service is ready");
    }

    private static Health persistentVolumeClaim(ObjectFields fields) {
        String phase = fields.text("unknown", "status", "phase");
        return phase.equals("Bound")
                ? current("PVC is Bound")
                : inProgress("NotBound", "PVC is not Bound. phase: " + phase);
    }

    private Health job(ObjectFields fields) {
        long parallelism = fields.number(1, "spec", "parallelism");
        long completions = fields.number(parallelism, "spec", "completions");
        long succeeded = fields.number(0, "status", "succeeded");
        long active = fields.number(0, "status", "active");
        long failed = fields.number(0, "status", "failed");
        for (JsonNode condition : fields.conditions()) {
            if (ObjectFields.is(condition, "True")) {
                switch (condition.path("type").asText()) {
                    case "Complete" -> {
                        return current("Job Completed. succeeded: %d/%d".formatted(succeeded, completions));
                    }
                    case "Failed" -> {
                        return failed("JobFailed", "Job Failed. failed: %d/%d".formatted(failed, completions));
                    }
                    case "Suspended" -> {
                        if (!isAsFlux && fields.at("spec", "suspend").asBoolean(false)) {
                            return current("Job is suspended");
                        }
                    }
                    default -> {
                        // Other conditions (FailureTarget, SuccessCriteriaMet) announce one of the above.
                    }
                }
            }
        }
        if (fields.text("", "status", "startTime").isEmpty()) {
            return inProgress("JobNotStarted", "Job not started");
        }
        String progress = "Job in progress. success:%d, active: %d, failed: %d".formatted(succeeded, active, failed);
        return isAsFlux ? inProgress("JobInProgress", progress) : current(progress);
    }

    private static Health sealedSecret(ObjectFields fields) {
        return fields.condition("Synced")
                .map(synced -> switch (synced.path("status").asText()) {
                    case "True" -> current("The Secret is in sync");
                    case "False" -> failed("NotSynced", ObjectFields.message(synced));
                    default -> inProgress("Unsealing", "It is not known yet whether it can be unsealed");
                })
                .orElseGet(() -> inProgress("Unsealing", "It is not unsealed yet"));
    }

    private static Health customResourceDefinition(ObjectFields fields) {
        for (JsonNode condition : fields.conditions()) {
            String reason = ObjectFields.reason(condition);
            switch (condition.path("type").asText()) {
                case "NamesAccepted" -> {
                    if (ObjectFields.is(condition, "False")) {
                        return failed(reason, ObjectFields.message(condition));
                    }
                }
                case "Established" -> {
                    if (ObjectFields.is(condition, "True")) {
                        return current("CRD is established");
                    }
                    if (ObjectFields.is(condition, "False") && !reason.equals("Installing")) {
                        return failed(reason, ObjectFields.message(condition));
                    }
                }
                default -> {
                    // NonStructuralSchema and the like say nothing about being served.
                }
            }
        }
        return inProgress("Installing", "Install in progress");
    }
}
