package dev.capstan.source.helm;

import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.digest.Digest;
import dev.capstan.source.SourceResult;
import java.util.Locale;

/** Fetches charts that an index lists, and compares them with the digest that it names. */
final class RepositoryCharts {
    private static final String PREFIX = "sha256:";

    private final ChartDownloads downloads;

    RepositoryCharts(ChartDownloads downloads) {
        this.downloads = downloads;
    }

    SourceResult<byte[]> fetch(RepositoryAccess access, IndexEntry entry) {
        var place = entry.location(access.url().uri());
        return place.isEmpty()
                ? SourceResult.failed(new HelmFailure.ChartNowhere(entry.name(), entry.version()))
                : downloads.get(access, place.get()).then(archive -> verified(entry, archive));
    }

    private static SourceResult<byte[]> verified(IndexEntry entry, byte[] archive) {
        var announced = entry.digest()
                .map(it -> it.toLowerCase(Locale.ROOT))
                .map(it -> it.startsWith(PREFIX) ? it.substring(PREFIX.length()) : it)
                .filter(it -> it.matches("[0-9a-f]{64}"));
        var actual = Digest.sha256(archive).hex();
        return announced.isEmpty() || announced.get().equals(actual)
                ? SourceResult.success(archive)
                : SourceResult.failed(
                        new HelmFailure.ChartUnusable(new ChartFailure.DigestMismatch(announced.get(), actual)));
    }
}
