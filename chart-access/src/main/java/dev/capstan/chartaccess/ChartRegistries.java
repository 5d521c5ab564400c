package dev.capstan.chartaccess;

import dev.capstan.charts.index.VersionRequest;

/** Charts of registries. Used by several threads. */
public interface ChartRegistries {

    /** The best version that is asked for. */
    ChartAccessResult<String> resolve(RegistryChart chart, VersionRequest request);

    /** The archive of a version. */
    ChartAccessResult<byte[]> pull(RegistryChart chart, String version);
}
