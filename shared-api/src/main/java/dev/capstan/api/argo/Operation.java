package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync that is asked for, or takes place.
 *
 * @param sync what is synced, and how
 * @param initiatedBy who asked
 * @param info what is shown to people beside it
 * @param retry how it is tried again
 */
@ExactRecord
public record Operation(
        @Nullable SyncOperation sync,
        @Nullable OperationInitiator initiatedBy,
        List<InfoItem> info,
        @Nullable RetryStrategy retry) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public Operation {
        info = info == null ? List.of() : List.copyOf(info);
    }
}
