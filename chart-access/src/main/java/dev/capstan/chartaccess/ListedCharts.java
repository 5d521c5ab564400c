package dev.capstan.chartaccess;

import dev.capstan.charts.index.IndexEntry;

/**
 * Fetches charts that an index lists, from where it says that they are: over HTTP, or in a registry. What comes from a registry has the
 * digests of its manifest; the one of the index is not compared then, since some indexes name that of the manifest in its place.
 */
public final class ListedCharts {
    private static final int SCHEME = "oci://".length();

    private final RepositoryCharts web;
    private final ChartRegistries registries;

    /** Fetches by these two. */
    public ListedCharts(RepositoryCharts web, ChartRegistries registries) {
        this.web = web;
        this.registries = registries;
    }

    /**
     * A chart of a registry, as an index names it.
     *
     * @param folder of the chart, {@code oci://host/path}
     */
    public record Listed(String folder, String name, String tag) {}

    /**
     * The archive of a chart.
     *
     * @param known who we are for registries
     */
    public ChartAccessResult<byte[]> fetch(RepositoryAccess access, IndexEntry entry, KnownRepositories known) {
        return entry.registryAddress().isEmpty()
                ? web.fetch(access, entry)
                : inRegistry(entry)
                        .then(listed -> known.registry(listed.folder(), listed.name())
                                .then(chart -> registries.pull(chart, listed.tag())));
    }

    /** Where in a registry a chart is that an index lists there. */
    public static ChartAccessResult<Listed> inRegistry(IndexEntry entry) {
        var address = entry.registryAddress().orElse("").replaceFirst("@.*$", "");
        int slash = address.lastIndexOf('/');
        if (slash <= SCHEME) {
            return ChartAccessResult.failed(new ChartAccessFailure.ChartNowhere(entry.name(), entry.version()));
        }
        var last = address.substring(slash + 1);
        int colon = last.indexOf(':');
        return ChartAccessResult.success(new Listed(
                address.substring(0, slash),
                colon < 0 ? last : last.substring(0, colon),
                colon < 0 ? entry.version() : last.substring(colon + 1)));
    }
}
