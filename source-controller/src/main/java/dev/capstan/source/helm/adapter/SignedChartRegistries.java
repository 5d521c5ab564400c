package dev.capstan.source.helm.adapter;

import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.chartaccess.adapter.ClientChartRegistries;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.source.SourceResult;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.source.helm.VerifiedCharts;
import dev.capstan.source.verification.ArtifactVerification;
import dev.capstan.source.verification.VerificationRequest;
import java.util.Optional;

/** Charts of OCI registries, and what is signed about them there. */
public final class SignedChartRegistries implements VerifiedCharts {
    private final ClientChartRegistries charts;
    private final ArtifactVerification signatures;

    /**
     * Looks into registries.
     *
     * @param signatures verifies charts of which that is asked
     */
    public SignedChartRegistries(ClientChartRegistries charts, ArtifactVerification signatures) {
        this.charts = charts;
        this.signatures = signatures;
    }

    @Override
    public ChartAccessResult<String> resolve(RegistryChart chart, VersionRequest request) {
        return charts.resolve(chart, request);
    }

    @Override
    public ChartAccessResult<byte[]> pull(RegistryChart chart, String version) {
        return charts.pull(chart, version);
    }

    @Override
    public SourceResult<PulledChart> pull(
            RegistryChart chart, String version, Optional<VerificationRequest> verification) {
        if (verification.isEmpty()) {
            return HelmFailure.result(charts.pull(chart, version))
                    .map(archive -> new PulledChart(archive, Optional.empty()));
        }
        var repository = charts.open(chart);
        return HelmFailure.result(charts.digest(repository, version))
                .then(digest -> signatures
                        .verify(verification.get(), repository, digest, "version " + version + " (" + digest + ")")
                        .then(verified -> HelmFailure.result(charts.pull(repository, digest))
                                .map(archive -> new PulledChart(archive, Optional.of(verified)))));
    }
}
