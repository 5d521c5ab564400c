package dev.capstan.api.helm;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The chart that a HelmRelease installs, as the template of a HelmChart that the controller makes and keeps.
 *
 * @param metadata labels and annotations of that HelmChart
 * @param spec its spec
 */
@WireRecord
public record HelmChartTemplate(
        @Nullable HelmChartTemplateMetadata metadata,
        @Required HelmChartTemplateSpec spec) {}
