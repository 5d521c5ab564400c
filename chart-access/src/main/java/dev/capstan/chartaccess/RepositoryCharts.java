package dev.capstan.chartaccess;

import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.digest.Digest;
import java.util.Locale;

/** Fetches charts that an index lists, and compares them with the digest that it names. */
public final class RepositoryCharts {
    private static final String PREFIX = "sha256:";

    private final ChartDownloads downloads;
    private final long longestChart;

    /**
     * Fetches by what speaks to repositories.
     *
     * @param longestChart bytes that an archive may have
     */
    public RepositoryCharts(ChartDownloads downloads, long longestChart) {
        this.downloads = downloads;
        this.longestChart = longestChart;
    }

    /** The archive of a chart. */
    public ChartAccessResult<byte[]> fetch(RepositoryAccess access, IndexEntry entry) {
        var place = entry.location(access.url().uri());
        return place.isEmpty()
                ? ChartAccessResult.failed(new ChartAccessFailure.ChartNowhere(entry.name(), entry.version()))
                : downloads.get(access, place.get(), longestChart).then(archive -> verified(entry, archive));
    }

    private static ChartAccessResult<byte[]> verified(IndexEntry entry, byte[] archive) {
        var announced = entry.digest()
                .map(it -> it.toLowerCase(Locale.ROOT))
                .map(it -> it.startsWith(PREFIX) ? it.substring(PREFIX.length()) : it)
                .filter(it -> it.matches("[0-9a-f]{64}"));
        var actual = Digest.sha256(archive).hex();
        return announced.isEmpty() || announced.get().equals(actual)
                ? ChartAccessResult.success(archive)
                : ChartAccessResult.failed(
                        new ChartAccessFailure.ChartUnusable(new ChartFailure.DigestMismatch(announced.get(), actual)));
    }
}
