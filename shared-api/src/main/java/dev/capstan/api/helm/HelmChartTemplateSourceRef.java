package dev.capstan.api.helm;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The source that a chart is in; the HelmChart is made in its namespace.
 *
 * @param apiVersion group and version of the kind; absent means the group of sources
 * @param kind kind of the source
 * @param name name of the source
 * @param namespace its namespace; absent means the namespace of the HelmRelease
 */
@WireRecord
public record HelmChartTemplateSourceRef(
        @Nullable String apiVersion,

        @Required @OneOf({"HelmRepository", "GitRepository", "Bucket"})
        String kind,

        @Required @Size(min = 1, max = 253) String name,
        @Nullable @Size(min = 1, max = 63) String namespace) {}
