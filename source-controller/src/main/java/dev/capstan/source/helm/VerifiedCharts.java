package dev.capstan.source.helm;

import dev.capstan.chartaccess.ChartRegistries;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.source.SourceResult;
import dev.capstan.source.verification.VerificationRequest;
import java.util.Optional;

/** Charts of registries, with their signatures. Used by several threads. */
public interface VerifiedCharts extends ChartRegistries {

    /**
     * The archive of a chart.
     *
     * @param verified who signed it, for people; empty when no signature was asked for
     */
    record PulledChart(byte[] archive, Optional<String> verified) {}

    /**
     * Fetches a version.
     *
     * @param verification of the very manifest whose archive is fetched, before it is
     */
    SourceResult<PulledChart> pull(RegistryChart chart, String version, Optional<VerificationRequest> verification);
}
