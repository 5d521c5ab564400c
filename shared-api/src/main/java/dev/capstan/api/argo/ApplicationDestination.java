package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, by its address or its name, and a namespace.
 *
 * @param server the address of the API server; {@code https://kubernetes.default.svc} is the own cluster
 * @param name the name of the cluster; {@code in-cluster} is the own one; not together with {@code server}
 * @param namespace the namespace
 */
@ExactRecord
public record ApplicationDestination(
        @Nullable String server,
        @Nullable String name,
        @Nullable String namespace) {}
