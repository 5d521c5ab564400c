package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A kind without a namespace, and maybe single objects of it.
 *
 * @param group API group; {@code *} is any
 * @param kind kind; {@code *} is any
 * @param name names, as a pattern; absent means all
 */
@ExactRecord
public record ClusterResource(
        @Required String group,
        @Required String kind,
        @Nullable String name) {}
