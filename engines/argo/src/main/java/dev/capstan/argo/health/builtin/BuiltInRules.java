package dev.capstan.argo.health.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.health.Health;
import java.util.Optional;

/** Tells the kinds apart that have a rule in the engine. */
public final class BuiltInRules {

    private BuiltInRules() {}

    /**
     * The health of an object of such a kind; empty for other kinds. An object that is not as its kind wants it, and
     * one of a version that no rule knows, is unknown.
     */
    public static Optional<Health> assess(String group, String version, String kind, JsonNode object) {
        LiveObject live = new LiveObject(object);
        try {
            return switch (group) {
                case "" -> ofVersion("v1", version, kind, core(kind, live));
                case "apps" -> ofVersion("v1", version, kind, apps(kind, live));
                case "batch" -> kind.equals("Job") ? Optional.of(JobHealth.of(live)) : Optional.empty();
                case "networking.k8s.io", "extensions" ->
                    kind.equals("Ingress") ? Optional.of(NetworkHealth.ingress(live)) : Optional.empty();
                case "autoscaling" ->
                    kind.equals("HorizontalPodAutoscaler")
                            ? Optional.of(AutoscalerHealth.of(version, live))
                            : Optional.empty();
                case "apiregistration.k8s.io" ->
                    kind.equals("APIService") ? Optional.of(NetworkHealth.apiService(live)) : Optional.empty();
                case "argoproj.io" ->
                    kind.equals("Workflow") ? Optional.of(JobHealth.workflow(live)) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (LiveObject.Misshapen fault) {
            return Optional.of(Health.unknown("The %s is not as it must be: %s".formatted(kind, fault.getMessage())));
        }
    }

    private static Optional<Health> ofVersion(String known, String version, String kind, Optional<Health> health) {
        return health.map(told -> version.equals(known) ? told : unknownVersion(kind, version, known));
    }

    static Health unknownVersion(String kind, String version, String known) {
        return Health.unknown(
                "The health of a %s cannot be told in its version %s, only in %s".formatted(kind, version, known));
    }

    private static Optional<Health> core(String kind, LiveObject live) {
        return switch (kind) {
            case "Service" -> Optional.of(NetworkHealth.service(live));
            case "PersistentVolumeClaim" -> Optional.of(NetworkHealth.persistentVolumeClaim(live));
            case "Pod" -> Optional.of(PodHealth.of(live));
            default -> Optional.empty();
        };
    }

    private static Optional<Health> apps(String kind, LiveObject live) {
        return switch (kind) {
            case "Deployment" -> Optional.of(WorkloadHealth.deployment(live));
            case "ReplicaSet" -> Optional.of(WorkloadHealth.replicaSet(live));
            case "DaemonSet" -> Optional.of(WorkloadHealth.daemonSet(live));
            case "StatefulSet" -> Optional.of(StatefulSetHealth.of(live));
            default -> Optional.empty();
        };
    }
}
