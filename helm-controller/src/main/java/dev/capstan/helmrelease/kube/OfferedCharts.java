package dev.capstan.helmrelease.kube;

import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.helmrelease.chart.ChartOrigin;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.chart.KnownChart;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.Optional;

/** Which version of its chart a HelmRelease is offered at this moment. */
final class OfferedCharts {

    private final ChartSourceLookup sources;

    OfferedCharts(ChartSourceLookup sources) {
        this.sources = sources;
    }

    /** The version; empty while the source is away, or has none. */
    Optional<ArtifactVersion> of(KnownHelmRelease release) {
        return sources.find(ChartOrigin.of(release.key(), release.spec()).source())
                        instanceof ChartSourceLookup.Lookup.Found(KnownChart chart)
                ? chart.artifact().map(ArtifactVersion::of)
                : Optional.empty();
    }
}
