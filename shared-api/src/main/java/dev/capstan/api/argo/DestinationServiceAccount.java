package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The service account that objects of some destinations are applied as.
 *
 * @param server clusters, as a pattern
 * @param namespace namespaces, as a pattern
 * @param defaultServiceAccount its name, with its namespace before a colon where that is another one
 */
@ExactRecord
public record DestinationServiceAccount(
        @Required String server,
        @Nullable String namespace,
        @Required String defaultServiceAccount) {}
