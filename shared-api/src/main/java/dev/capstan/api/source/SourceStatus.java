package dev.capstan.api.source;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ToolkitStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the status of all kinds of sources has in common besides what every status of the toolkit has.
 *
 * @param <S> the status of the kind
 */
public interface SourceStatus<S extends SourceStatus<S>> extends ToolkitStatus<S> {

    /** The current artifact; null when there is none. */
    @Nullable Artifact artifact();

    /** The same status with another artifact, or without one. */
    S withArtifact(@Nullable Artifact other);
}
