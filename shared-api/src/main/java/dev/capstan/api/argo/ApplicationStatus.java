package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found and done for an Application.
 *
 * @param sync whether the cluster is as the source says
 * @param health how well the objects are
 * @param resources every object of the Application
 * @param resourceHealthSource where the health of single objects is kept; absent means in {@code resources}
 * @param conditions what is wrong, and what to beware of
 * @param history completed syncs, oldest first
 * @param operationState the sync that takes place, or the last one
 * @param reconciledAt when the last comparison ended
 * @param observedAt no longer written
 * @param sourceType what kind of source it is
 * @param sourceTypes what kinds of sources they are, in their order
 * @param summary what the objects have in common
 * @param controllerNamespace the namespace of the controller that takes care of it
 * @param sourceHydrator how far the rendering into a branch has come
 */
@ExactRecord
public record ApplicationStatus(
        @Nullable SyncStatus sync,
        @Nullable HealthStatus health,
        List<ResourceStatus> resources,
        @Nullable String resourceHealthSource,
        List<ApplicationCondition> conditions,
        List<RevisionHistory> history,
        @Nullable OperationState operationState,
        @Nullable @Format("date-time") String reconciledAt,
        @Nullable @Format("date-time") String observedAt,
        @Nullable String sourceType,
        List<String> sourceTypes,
        @Nullable ApplicationSummary summary,
        @Nullable String controllerNamespace,
        @Nullable SourceHydratorStatus sourceHydrator) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ApplicationStatus {
        resources = resources == null ? List.of() : List.copyOf(resources);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        history = history == null ? List.of() : List.copyOf(history);
        sourceTypes = sourceTypes == null ? List.of() : List.copyOf(sourceTypes);
    }
}
