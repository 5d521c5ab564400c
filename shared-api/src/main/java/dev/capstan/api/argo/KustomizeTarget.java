package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses objects of a kustomize build.
 *
 * @param group API group
 * @param version API version
 * @param kind kind
 * @param name name, as a regular expression
 * @param namespace namespace, as a regular expression
 * @param labelSelector which labels they have
 * @param annotationSelector which annotations they have
 */
@ExactRecord
public record KustomizeTarget(
        @Nullable String group,
        @Nullable String version,
        @Nullable String kind,
        @Nullable String name,
        @Nullable String namespace,
        @Nullable String labelSelector,
        @Nullable String annotationSelector) {}
