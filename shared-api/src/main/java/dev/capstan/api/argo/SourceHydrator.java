package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A source that is rendered into a branch.
 *
 * @param drySource what is rendered
 * @param syncSource the branch and folder that is synced
 * @param hydrateTo another branch that the result goes to first, for review
 */
@ExactRecord
public record SourceHydrator(
        @Required DrySource drySource,
        @Required SyncSource syncSource,
        @Nullable HydrateTo hydrateTo) {}
