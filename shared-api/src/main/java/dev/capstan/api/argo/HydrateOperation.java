package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.OneOf;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A rendering into a branch.
 *
 * @param phase how far it has come
 * @param message text for people
 * @param drySHA the commit that is rendered
 * @param hydratedSHA the commit that holds the result
 * @param sourceHydrator what was asked for
 * @param startedAt when it began
 * @param finishedAt when it ended
 */
@ExactRecord
public record HydrateOperation(
        @Required @OneOf({"Hydrating", "Failed", "Hydrated"})
        String phase,

        @Required String message,
        @Nullable String drySHA,
        @Nullable String hydratedSHA,
        @Nullable SourceHydrator sourceHydrator,
        @Nullable @Format("date-time") String startedAt,
        @Nullable @Format("date-time") String finishedAt) {}
