package dev.capstan.api.helm;

import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a chart renders, before it is applied.
 *
 * @param kustomize by patches and images of Kustomize
 */
@WireRecord
public record PostRendererSpec(@Nullable KustomizePostRenderer kustomize) {}
