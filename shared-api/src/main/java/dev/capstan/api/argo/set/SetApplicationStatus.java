package dev.capstan.api.argo.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an Application is in a rollout.
 *
 * @param application its name
 * @param status {@code Waiting}, {@code Pending}, {@code Progressing} or {@code Healthy}
 * @param step the number of its step, from 1 on; {@code -1} where it is in none
 * @param targetRevisions the revisions that it should get to
 * @param message text for people
 * @param lastTransitionTime when it last changed
 */
@ExactRecord
public record SetApplicationStatus(
        @Required String application,
        @Required String status,
        @Required String step,
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<String> targetRevisions,
        @Required String message,
        @Nullable @Format("date-time") String lastTransitionTime) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SetApplicationStatus {
        targetRevisions = targetRevisions == null ? List.of() : List.copyOf(targetRevisions);
    }
}
