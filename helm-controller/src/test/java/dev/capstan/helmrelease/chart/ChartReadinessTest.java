package dev.capstan.helmrelease.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.helmrelease.chart.ChartSourceLookup.Lookup;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChartReadinessTest {
    private static final SourceKey CHART = new SourceKey("HelmChart", new ObjectKey("apps", "apps-web"));
    private static final Artifact ARTIFACT = new Artifact(
            new ArtifactDigest("sha256:00"),
            "helmchart/apps/apps-web/web-1.0.0.tgz",
            new ArtifactUrl("http://source-controller/web-1.0.0.tgz"),
            new ArtifactRevision("1.0.0"),
            "2026-01-01T00:00:00Z",
            1L,
            Map.of());

    @Test
    void anObservedChartWithAnArtifactIsReady() {
        assertThat(of(new KnownChart(true, Optional.empty(), Optional.of(ARTIFACT), true)))
                .isEqualTo(new ChartReadiness.Ready(ARTIFACT, true));
    }

    @Test
    void theMessageNamesWhatIsWaitedFor() {
        assertThat(of(new KnownChart(false, Optional.empty(), Optional.of(ARTIFACT), false)))
                .isEqualTo(new ChartReadiness.NotReady(
                        "HelmChart 'apps/apps-web' is not ready: latest generation of object has not been reconciled"));
        assertThat(of(new KnownChart(true, Optional.of("no such chart"), Optional.of(ARTIFACT), false)))
                .isEqualTo(new ChartReadiness.NotReady("HelmChart 'apps/apps-web' is not ready: no such chart"));
        assertThat(of(new KnownChart(true, Optional.empty(), Optional.empty(), false)))
                .isEqualTo(
                        new ChartReadiness.NotReady("HelmChart 'apps/apps-web' is not ready: it has no artifact yet"));
        assertThat(ChartReadiness.of(CHART, new Lookup.Missing()))
                .isEqualTo(new ChartReadiness.NotReady("HelmChart 'apps/apps-web' not found"));
    }

    private static ChartReadiness of(KnownChart chart) {
        return ChartReadiness.of(CHART, new Lookup.Found(chart));
    }
}
