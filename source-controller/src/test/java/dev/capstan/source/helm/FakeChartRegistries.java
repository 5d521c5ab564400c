package dev.capstan.source.helm;

import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.source.SourceResult;
import dev.capstan.source.verification.VerificationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A registry with the versions of one chart that a test puts in; without any it cannot be reached. */
final class FakeChartRegistries implements VerifiedCharts {
    final Map<String, byte[]> versions = new HashMap<>();
    final List<Optional<VerificationRequest>> pulls = new ArrayList<>();
    final List<RegistryChart> charts = new ArrayList<>();

    @Override
    public ChartAccessResult<String> resolve(RegistryChart chart, VersionRequest request) {
        charts.add(chart);
        return request.best(List.copyOf(versions.keySet()))
                .map(ChartAccessResult::success)
                .orElseGet(() -> ChartAccessResult.failed(
                        new ChartAccessFailure.RegistryFailed("cannot reach '" + chart.name() + "'")));
    }

    @Override
    public ChartAccessResult<byte[]> pull(RegistryChart chart, String version) {
        charts.add(chart);
        pulls.add(Optional.empty());
        return ChartAccessResult.success(Objects.requireNonNull(versions.get(version)));
    }

    @Override
    public SourceResult<PulledChart> pull(
            RegistryChart chart, String version, Optional<VerificationRequest> verification) {
        pulls.add(verification);
        return SourceResult.success(new PulledChart(
                Objects.requireNonNull(versions.get(version)),
                verification.map(it -> "verified with " + it.provider())));
    }
}
