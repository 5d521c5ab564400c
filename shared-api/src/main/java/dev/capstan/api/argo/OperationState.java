package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A sync that takes place, or the last one.
 *
 * @param operation what was asked for
 * @param phase {@code Running}, {@code Terminating}, {@code Succeeded}, {@code Failed} or {@code Error}
 * @param message text for people
 * @param syncResult what came of it
 * @param startedAt when it began
 * @param finishedAt when it ended, or its last try did
 * @param retryCount how often it was tried again
 */
@ExactRecord
public record OperationState(
        @Required Operation operation,
        @Required String phase,
        @Nullable String message,
        @Nullable SyncOperationResult syncResult,
        @Required @Format("date-time") String startedAt,
        @Nullable @Format("date-time") String finishedAt,
        @Nullable @Format("int64") Long retryCount) {}
