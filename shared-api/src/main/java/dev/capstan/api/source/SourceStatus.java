package dev.capstan.api.source;

import dev.capstan.api.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/**
 * What the status of all kinds of sources has in common.
 *
 * @param <S> the status of the kind
 */
public interface SourceStatus<S extends SourceStatus<S>> {

    /** The current artifact; null when there is none. */
    @Nullable Artifact artifact();

    /** The same status with another artifact, or without one. */
    S withArtifact(@Nullable Artifact other);
}
