package dev.capstan.api.source;

import dev.capstan.api.meta.KindRef;
import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the artifact.
 *
 * @param sourceRef the object that the artifact is made from, in the namespace of this one unless it says another
 */
@WireRecord
public record ExternalArtifactSpec(@Nullable KindRef sourceRef) {}
