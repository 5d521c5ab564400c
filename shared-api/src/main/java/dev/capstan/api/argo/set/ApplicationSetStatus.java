package dev.capstan.api.argo.set;

import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a set.
 *
 * @param conditions whether it went well
 * @param applicationStatus how far every Application is in a rollout
 * @param resources the Applications of the set
 * @param resourcesCount how many there are, also where {@code resources} has not all of them
 * @param health how well the set is
 */
@ExactRecord
public record ApplicationSetStatus(
        List<SetCondition> conditions,
        List<SetApplicationStatus> applicationStatus,
        List<ResourceStatus> resources,
        @Nullable @Format("int64") Long resourcesCount,
        @Nullable HealthStatus health) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ApplicationSetStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        applicationStatus = applicationStatus == null ? List.of() : List.copyOf(applicationStatus);
        resources = resources == null ? List.of() : List.copyOf(resources);
    }
}
