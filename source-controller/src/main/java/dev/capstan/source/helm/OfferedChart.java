package dev.capstan.source.helm;

import dev.capstan.charts.ChartProvenance;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.source.SourceResult;

/**
 * A packed chart as it was offered, before anything is changed about it.
 *
 * @param fileName under which it lies where it was found
 * @param archive its bytes
 * @param provenance the bytes of the provenance file beside it
 */
record OfferedChart(String fileName, byte[] archive, byte[] provenance) {

    /** The packed chart of a source; a failure when no provenance file lies beside it. */
    static SourceResult<OfferedChart> of(ChartBuilder.PackedChart packed) {
        var name = packed.fileName();
        return packed.provenance()
                .<SourceResult<OfferedChart>>map(
                        provenance -> SourceResult.success(new OfferedChart(name, packed.archive(), provenance)))
                .orElseGet(() -> SourceResult.failed(new HelmFailure.ProvenanceRefused(
                        name, "there is no file '" + name + ChartProvenance.SUFFIX + "' beside it")));
    }
}
