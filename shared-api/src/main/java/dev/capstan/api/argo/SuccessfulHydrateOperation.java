package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * A rendering that succeeded.
 *
 * @param drySHA the commit that was rendered
 * @param hydratedSHA the commit that holds the result
 * @param sourceHydrator what was asked for
 */
@ExactRecord
public record SuccessfulHydrateOperation(
        @Nullable String drySHA,
        @Nullable String hydratedSHA,
        @Nullable SourceHydrator sourceHydrator) {}
