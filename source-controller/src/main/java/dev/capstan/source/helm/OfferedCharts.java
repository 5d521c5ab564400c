package dev.capstan.source.helm;

import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.ChartDownloads;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.charts.ChartProvenance;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.http.HttpFailure;
import dev.capstan.source.SourceResult;
import java.net.URI;

/** Fetches charts that an index lists together with the provenance files beside them. */
final class OfferedCharts {
    private final RepositoryCharts charts;
    private final ChartDownloads downloads;

    OfferedCharts(RepositoryCharts charts, ChartDownloads downloads) {
        this.charts = charts;
        this.downloads = downloads;
    }

    /** The chart with the provenance file beside it. */
    SourceResult<OfferedChart> fetch(RepositoryAccess access, IndexEntry entry) {
        if (entry.registryAddress().isPresent()) {
            return SourceResult.failed(new HelmFailure.ProvenanceRefused(
                    entry.name() + "-" + entry.version(),
                    "the index lists it in a registry, where there are no provenance files; take a HelmRepository of"
                            + " type oci for it, and spec.verify"));
        }
        return HelmFailure.result(charts.fetch(access, entry)).then(archive -> {
            var place = entry.location(access.url().uri()).orElseThrow();
            var name = fileName(place);
            return switch (downloads.get(access, provenanceOf(place), ChartProvenance.LONGEST)) {
                case ChartAccessResult.Success<byte[]>(var provenance) ->
                    SourceResult.success(new OfferedChart(name, archive, provenance));
                case ChartAccessResult.Failed<byte[]>(ChartAccessFailure.ChartRefused(var shown, var status))
                when isAbsent(status) ->
                    SourceResult.failed(new HelmFailure.ProvenanceRefused(
                            name, "there is no provenance file at '" + shown + "' (HTTP " + status + ")"));
                case ChartAccessResult.Failed<byte[]>(
                        ChartAccessFailure.ChartUnreachable(var _, HttpFailure.AnswerTooLong tooLong)) ->
                    SourceResult.failed(new HelmFailure.ProvenanceRefused(name, tooLong.message()));
                case ChartAccessResult.Failed<byte[]>(var failure) -> SourceResult.failed(HelmFailure.of(failure));
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
}
