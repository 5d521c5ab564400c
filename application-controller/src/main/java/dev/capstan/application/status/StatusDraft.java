package dev.capstan.application.status;

import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ApplicationSummary;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.api.argo.RevisionHistory;
import dev.capstan.api.argo.SyncStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status while it is written, section by section; what nobody writes stays as it is stored. */
final class StatusDraft {
    private final ApplicationStatus stored;

    @Nullable SyncStatus sync;

    @Nullable HealthStatus health;

    List<ResourceStatus> resources;
    List<ApplicationCondition> conditions;
    List<RevisionHistory> history;

    @Nullable OperationState operationState;

    @Nullable String reconciledAt;

    @Nullable String sourceType;

    List<String> sourceTypes;

    @Nullable ApplicationSummary summary;

    @Nullable String controllerNamespace;

    @Nullable String resourceHealthSource;

    StatusDraft(ApplicationStatus stored) {
        this.stored = stored;
        this.sync = stored.sync();
        this.health = stored.health();
        this.resources = stored.resources();
        this.conditions = stored.conditions();
        this.history = stored.history();
        this.operationState = stored.operationState();
        this.reconciledAt = stored.reconciledAt();
        this.sourceType = stored.sourceType();
        this.sourceTypes = stored.sourceTypes();
        this.summary = stored.summary();
        this.controllerNamespace = stored.controllerNamespace();
        this.resourceHealthSource = stored.resourceHealthSource();
    }

    ApplicationStatus done() {
        return new ApplicationStatus(
                sync,
                health,
                resources,
                resourceHealthSource,
                conditions,
                history,
                operationState,
                reconciledAt,
                stored.observedAt(),
                sourceType,
                sourceTypes,
                summary,
                controllerNamespace,
                stored.sourceHydrator());
    }
}
