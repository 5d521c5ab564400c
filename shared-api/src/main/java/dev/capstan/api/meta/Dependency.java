package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An object that must be ready first.
 *
 * @param name name of the dependency
 * @param namespace its namespace; absent means the namespace of the dependent
 * @param readyExpr a CEL expression over {@code self} and {@code dep} that decides readiness instead of the built-in rule
 * @param apiVersion its API group and version; absent means that of the dependent, or that of the toolkit's kind of that name
 * @param kind its kind; absent means the kind of the dependent
 */
@WireRecord
public record Dependency(
        @Required String name,
        @Nullable String namespace,
        @Nullable String readyExpr,
        @Nullable String apiVersion,
        @Nullable String kind) {

    /** One of the kind of the dependent. */
    public Dependency(String name, @Nullable String namespace, @Nullable String readyExpr) {
        this(name, namespace, readyExpr, null, null);
    }
}
