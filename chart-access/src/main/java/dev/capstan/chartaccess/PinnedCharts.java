package dev.capstan.chartaccess;

import dev.capstan.digest.Digest;
import java.util.List;

/** Charts of registries by the digests of their manifests, which never mean something else. Used by several threads. */
public interface PinnedCharts {

    /** All versions, as they are written; tags that are none are left out. */
    ChartAccessResult<List<String>> versions(RegistryChart chart);

    /** The digest of the manifest that a version names now. */
    ChartAccessResult<Digest> digest(RegistryChart chart, String version);

    /** The archive that the manifest of a digest names. */
    ChartAccessResult<byte[]> pull(RegistryChart chart, Digest manifest);
}
