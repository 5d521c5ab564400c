package dev.capstan.api.source;

import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sources are read, and what is made of them.
 *
 * @param commonMetadata labels and annotations of every object that is made
 * @param sources the sources, each under an alias
 * @param pathPattern folders of a source, {@code @alias/path/{name}}: all {@code artifacts} are made for every folder that matches, with
 *     what {@code {name}} stands for; absent means that they are made once
 * @param artifacts what is made
 */
@WireRecord
@ValidationRule(
        value = "has(self.pathPattern) && size(self.pathPattern) > 0 || self.artifacts.all(a, size(a.name) <= 253 &&"
                + " a.name.matches('" + Patterns.DNS_SUBDOMAIN + "'))",
        message = "without a pathPattern the names of artifacts must be names of Kubernetes objects")
public record ArtifactGeneratorSpec(
        @Nullable CommonMetadata commonMetadata,
        @Required @Size(min = 1, max = 1000) List<GeneratorSource> sources,

        @Nullable @Pattern(Patterns.ALIASED_PATH) @Size(max = 1024) String pathPattern,

        @Required @Size(min = 1, max = 1000) List<OutputArtifact> artifacts) {

    /** Reads absent lists as empty and copies the others. */
    public ArtifactGeneratorSpec {
        sources = sources == null ? List.of() : List.copyOf(sources);
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    }
}
