package dev.capstan.api.kustomize;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/**
 * How often the same build came to the same result.
 *
 * @param digest digest of the built YAML
 * @param firstReconciled when this result was first seen; RFC 3339
 * @param lastReconciled when it was last seen; RFC 3339
 * @param lastReconciledDuration how long the last run took; Go notation
 * @param lastReconciledStatus reason of the result
 * @param totalReconciliations how often it was seen
 * @param metadata revision and origin revision
 */
@WireRecord
public record HistoryEntry(
        @Required String digest,
        @Required @Format("date-time") String firstReconciled,
        @Required @Format("date-time") String lastReconciled,
        @Required String lastReconciledDuration,
        @Required String lastReconciledStatus,
        @Required @Format("int64") long totalReconciliations,
        Map<String, String> metadata) {
    /** Reads an absent map as empty and copies another. */
    public HistoryEntry {
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }
}
