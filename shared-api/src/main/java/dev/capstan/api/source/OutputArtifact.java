package dev.capstan.api.source;

import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An artifact that is made, and the ExternalArtifact that announces it.
 *
 * @param name name of the ExternalArtifact, in the namespace of the ArtifactGenerator; with a pathPattern it may hold {@code {name}}
 * @param revision {@code @alias} of the source whose revision the artifact gets; absent means {@code latest@<digest>}
 * @param originRevision {@code @alias} of the source whose origin the metadata of the artifact names
 * @param copy what goes into it, in this order; later files replace earlier ones
 */
@WireRecord
public record OutputArtifact(
        @Required @Size(max = 1024) String name,

        @Nullable @Pattern(Patterns.ALIAS_REFERENCE) @Size(max = 64) String revision,

        @Nullable @Pattern(Patterns.ALIAS_REFERENCE) @Size(max = 64) String originRevision,

        @Required @Size(min = 1) List<CopyOperation> copy) {

    /** Reads an absent list as empty and copies the others. */
    public OutputArtifact {
        copy = copy == null ? List.of() : List.copyOf(copy);
    }
}
