package dev.capstan.api.source;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The source that a chart is in, in the namespace of the HelmChart.
 *
 * @param apiVersion group and version of the kind; absent means the group of sources
 * @param kind kind of the source
 * @param name name of the source
 */
@WireRecord
public record ChartSourceRef(
        @Nullable String apiVersion,

        @Required @OneOf({"HelmRepository", "GitRepository", "Bucket"})
        String kind,

        @Required String name) {}
