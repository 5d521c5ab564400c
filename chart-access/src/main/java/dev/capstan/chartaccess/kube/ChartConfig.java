package dev.capstan.chartaccess.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** Limits for chart repositories and charts; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.source.helm")
interface ChartConfig {
    @WithName("index-max-bytes")
    long indexMaxBytes();

    @WithName("chart-max-bytes")
    long chartMaxBytes();

    @WithName("chart-file-max-bytes")
    long chartFileMaxBytes();
}
