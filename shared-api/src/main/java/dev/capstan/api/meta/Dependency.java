package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An object of the same kind that must be ready first.
 *
 * @param name name of the dependency
 * @param namespace its namespace; absent means the namespace of the dependent
 * @param readyExpr a CEL expression over {@code self} and {@code dep} that decides readiness instead of the built-in rule
 */
@WireRecord
public record Dependency(
        @Required String name,
        @Nullable String namespace,
        @Nullable String readyExpr) {}
