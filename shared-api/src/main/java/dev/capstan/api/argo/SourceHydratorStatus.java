package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far the rendering into a branch has come.
 *
 * @param currentOperation the rendering that takes place, or the last one
 * @param lastSuccessfulOperation the last one that succeeded
 * @param lastComparedDryRevision the revision that was looked at last
 */
@ExactRecord
public record SourceHydratorStatus(
        @Nullable HydrateOperation currentOperation,
        @Nullable SuccessfulHydrateOperation lastSuccessfulOperation,
        @Nullable String lastComparedDryRevision) {}
