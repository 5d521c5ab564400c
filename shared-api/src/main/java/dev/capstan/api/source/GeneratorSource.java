package dev.capstan.api.source;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * A source that an ArtifactGenerator reads.
 *
 * @param alias the name of the source inside of the object; each may be given once
 * @param kind kind of the source
 * @param name name of the source
 * @param namespace its namespace; absent means that of the object
 */
@WireRecord
public record GeneratorSource(
        @Required @Pattern(Patterns.ALIAS) @Size(max = 63) String alias,

        @Required @OneOf({"Bucket", "GitRepository", "OCIRepository", "HelmChart", "ExternalArtifact"})
        String kind,

        @Required @Pattern(Patterns.DNS_LABEL) @Size(max = 253) String name,

        @Nullable @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) String namespace) {}
