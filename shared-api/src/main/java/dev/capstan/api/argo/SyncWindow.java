package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When syncs may take place, or may not.
 *
 * @param kind {@code allow} or {@code deny}
 * @param schedule when it opens; cron with five fields
 * @param duration how long it stays open; Go notation
 * @param timeZone the time zone of the schedule; absent means UTC
 * @param applications Applications that it is for, as patterns
 * @param namespaces namespaces of destinations that it is for, as patterns
 * @param clusters clusters that it is for, as patterns
 * @param andOperator whether all three must match; absent means one is enough
 * @param manualSync whether people may sync nevertheless
 * @param syncOverrun whether a sync may go on that began before
 * @param description what it is for
 */
@ExactRecord
public record SyncWindow(
        @Nullable String kind,
        @Nullable String schedule,
        @Nullable String duration,
        @Nullable String timeZone,
        List<String> applications,
        List<String> namespaces,
        List<String> clusters,
        @Nullable Boolean andOperator,
        @Nullable Boolean manualSync,
        @Nullable Boolean syncOverrun,
        @Nullable String description) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SyncWindow {
        applications = applications == null ? List.of() : List.copyOf(applications);
        namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
        clusters = clusters == null ? List.of() : List.copyOf(clusters);
    }
}
