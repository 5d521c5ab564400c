package dev.capstan.application.status;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.LiveSummary;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.OperationPhase;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Passes and what they come to, for tests. */
final class Passes {
    static final Instant NOW = Instant.parse("2026-11-30T10:00:00.750Z");
    static final String NOW_TEXT = "2026-11-30T10:00:00Z";
    static final String BEFORE = "2026-11-30T09:00:00Z";
    static final ObjectKey WEB = new ObjectKey("apps", "Deployment", "shop", "web");
    static final ObjectKey CONFIG = new ObjectKey("", "ConfigMap", "shop", "config");

    private Passes() {}

    static ApplicationSpec spec(String yaml) {
        return Objects.requireNonNull(
                application("spec: {project: default, destination: {name: in-cluster}, " + yaml + "}")
                        .getSpec());
    }

    static ApplicationStatus status(String yaml) {
        return Objects.requireNonNull(
                application("spec: {project: default, destination: {name: in-cluster}}\nstatus: {" + yaml + "}")
                        .getStatus());
    }

    static Operation operation(String yaml) {
        return Objects.requireNonNull(
                application("spec: {project: default, destination: {name: in-cluster}}\noperation: {" + yaml + "}")
                        .getOperation());
    }

    private static Application application(String yaml) {
        return Serialization.unmarshal(
                "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop, namespace: argocd}\n"
                        + yaml,
                Application.class);
    }

    static StatusEdit edit(ApplicationSpec spec) {
        return new StatusEdit(spec, "argocd", NOW);
    }

    static ResourceStatus line(ObjectKey key, SyncStatus status) {
        return new ResourceStatus(key, "v1", Optional.of(status), false, false, 0, false);
    }

    static Refreshed.Compared compared(SyncStatus status, Health health, ResourceStatus... lines) {
        return new Refreshed.Compared(
                new ApplicationComparison(status, List.of(lines), List.of()),
                Map.of(),
                health,
                List.of("abc123"),
                List.of("Directory"),
                LiveSummary.NONE,
                Set.of(),
                List.of());
    }

    static Conditions conditions(Condition... found) {
        return new Conditions(EnumSet.allOf(ConditionType.class), Arrays.asList(found));
    }

    static OperationProgress progress(OperationPhase phase, String message) {
        return new OperationProgress(
                operation("sync: {revision: abc123}"),
                phase,
                message,
                Optional.empty(),
                Instant.parse("2026-11-30T09:59:59.100Z"),
                phase.isCompleted() ? Optional.of(NOW) : Optional.empty(),
                0);
    }

    static ApplicationStatus after(ApplicationStatus stored, Refreshed refreshed) {
        return edit(spec("source: {repoURL: a, path: b}"))
                .apply(stored, Optional.of(refreshed), conditions(), new OperationChange.None(), false);
    }

    static ApplicationStatus after(ApplicationStatus stored, OperationChange change) {
        return edit(spec("source: {repoURL: a, path: b}"))
                .apply(stored, Optional.empty(), Conditions.NONE, change, false);
    }
}
