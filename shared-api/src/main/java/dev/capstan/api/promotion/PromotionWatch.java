package dev.capstan.api.promotion;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * An object that shows whether an environment is healthy: it must be {@code Ready}, and what it shows of a revision must have what the
 * environment has now.
 *
 * @param kind Kustomization, GitRepository, OCIRepository or ExternalArtifact (these show a revision) or HelmRelease (which does not)
 * @param name its name
 * @param namespace its namespace; absent means that of the Promotion
 */
@WireRecord
public record PromotionWatch(
        @Required @OneOf({"Kustomization", "HelmRelease", "GitRepository", "OCIRepository", "ExternalArtifact"})
        String kind,

        @Required @Pattern(Patterns.DNS_SUBDOMAIN) @Size(min = 1, max = 253) String name,

        @Nullable @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) String namespace) {}
