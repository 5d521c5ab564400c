package dev.capstan.source.helm;

import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartProvenance;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.digest.Digest;
import dev.capstan.http.HttpFailure;
import dev.capstan.source.SourceResult;
import java.net.URI;
import java.util.Locale;

/** Fetches charts that an index lists, and compares them with the digest that it names. */
final class RepositoryCharts {
    private static final String PREFIX = "sha256:";

    private final ChartDownloads downloads;
    private final long longestChart;

    /**
     * @param longestChart bytes that an archive may have
     */
    RepositoryCharts(ChartDownloads downloads, long longestChart) {
        this.downloads = downloads;
        this.longestChart = longestChart;
    }

    SourceResult<byte[]> fetch(RepositoryAccess access, IndexEntry entry) {
        var place = entry.location(access.url().uri());
        return place.isEmpty()
                ? SourceResult.failed(new HelmFailure.ChartNowhere(entry.name(), entry.version()))
                : downloads.get(access, place.get(), longestChart).then(archive -> verified(entry, archive));
    }

    /** The chart with the provenance file beside it. */
    SourceResult<OfferedChart> fetchSigned(RepositoryAccess access, IndexEntry entry) {
        return fetch(access, entry).then(archive -> {
            var place = entry.location(access.url().uri()).orElseThrow();
            var name = fileName(place);
            return switch (downloads.get(access, provenanceOf(place), ChartProvenance.LONGEST)) {
                case SourceResult.Success<byte[]>(var provenance) ->
                    SourceResult.success(new OfferedChart(name, archive, provenance));
                case SourceResult.Failed<byte[]>(HelmFailure.ChartRefused(var shown, var status))
                when isAbsent(status) ->
                    SourceResult.failed(new HelmFailure.ProvenanceRefused(
                            name, "there is no provenance file at '" + shown + "' (HTTP " + status + ")"));
                case SourceResult.Failed<byte[]>(
                        HelmFailure.ChartUnreachable(var _, HttpFailure.AnswerTooLong tooLong)) ->
                    SourceResult.failed(new HelmFailure.ProvenanceRefused(name, tooLong.message()));
                case SourceResult.Failed<byte[]>(var failure) -> SourceResult.failed(failure);
            };
        });
    }

    /** Stores of objects say 403 of what is not there to those who may not list. */
    private static boolean isAbsent(int status) {
        return status == 403 || status == 404 || status == 410;
    }

    private static String fileName(URI place) {
        var path = String.valueOf(place.getPath());
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Beside the archive; a query, which may hold a token, stays. */
    private static URI provenanceOf(URI place) {
        var query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
        return URI.create(place.getScheme() + "://" + place.getRawAuthority() + String.valueOf(place.getRawPath())
                + ChartProvenance.SUFFIX + query);
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
