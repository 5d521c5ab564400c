package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * CEL rules that decide the health of objects of a kind, or of all kinds of a group.
 *
 * @param apiVersion group and version that the rules are for
 * @param kind kind that the rules are for; absent means every kind of the group
 * @param current true when the object is healthy
 * @param failed true when the object has failed
 * @param inProgress true when the object is on its way
 */
@WireRecord
public record HealthCheckExpr(
        @Required String apiVersion,
        @Nullable String kind,
        @Required String current,
        @Nullable String failed,
        @Nullable String inProgress) {}
