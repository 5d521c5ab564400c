package dev.capstan.api.source;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What its controller made.
 *
 * @param artifact the current artifact
 * @param conditions see {@link Condition}
 */
@WireRecord
public record ExternalArtifactStatus(
        @Nullable Artifact artifact, @ListMapKeys("type") List<Condition> conditions) {

    /** Reads absent conditions as none and copies the others. */
    public ExternalArtifactStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
