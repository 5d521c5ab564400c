package dev.capstan.helmrelease.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.ChartVerification;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.helmrelease.chart.ChartTemplates.DesiredChart;
import dev.capstan.helmrelease.chart.ChartTemplates.Step;
import dev.capstan.helmrelease.snapshot.Releases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChartTemplatesTest {
    private static final ObjectKey WEB = new ObjectKey("apps", "web");

    private static final String TEMPLATE = """
            chart:
              metadata: {labels: {team: blue}, annotations: {note: x}}
              spec:
                chart: podinfo
                version: 6.x
                sourceRef: {kind: HelmRepository, name: charts, namespace: sources}
                reconcileStrategy: Revision
                valuesFiles: [prod.yaml]
                ignoreMissingValuesFiles: true
                verify: {provider: cosign, secretRef: {name: keys}}
            """;

    @Test
    void aTemplateBecomesAHelmChartInTheNamespaceOfItsSource() {
        Step step = ChartTemplates.step(WEB, Releases.spec(TEMPLATE), null);

        DesiredChart chart = ((Step.Keep) step).desired();
        assertThat(chart.key()).isEqualTo(new ObjectKey("sources", "apps-web"));
        assertThat(chart.labels())
                .isEqualTo(Map.of(
                        "team", "blue",
                        "helm.toolkit.fluxcd.io/name", "web",
                        "helm.toolkit.fluxcd.io/namespace", "apps"));
        assertThat(chart.annotations()).isEqualTo(Map.of("note", "x"));
        assertThat(chart.spec().chart()).isEqualTo("podinfo");
        assertThat(chart.spec().version()).isEqualTo("6.x");
        assertThat(chart.spec().interval()).isEqualTo("1m0s");
        assertThat(chart.spec().sourceRef().name()).isEqualTo("charts");
        assertThat(chart.spec().reconcileStrategy()).isEqualTo("Revision");
        assertThat(chart.spec().valuesFiles()).containsExactly("prod.yaml");
        assertThat(chart.spec().ignoreMissingValuesFiles()).isTrue();
        assertThat(chart.spec().verify()).isEqualTo(new ChartVerification("cosign", new LocalRef("keys"), List.of()));
    }

    @Test
    void theIntervalOfTheTemplateCountsMoreAndIsWrittenAsByFlux() {
        var spec = Releases.spec(TEMPLATE.replace("version: 6.x", "interval: 5m"));

        assertThat(((Step.Keep) ChartTemplates.step(WEB, spec, null))
                        .desired()
                        .spec()
                        .interval())
                .isEqualTo("5m0s");
    }

    @Test
    void aHelmChartInAFormerNamespaceGoes() {
        Step step = ChartTemplates.step(WEB, Releases.spec(TEMPLATE), "apps/apps-web");

        assertThat(((Step.Keep) step).former()).contains(new ObjectKey("apps", "apps-web"));
    }

    @Test
    void theHelmChartOfTheStatusIsKept() {
        Step step = ChartTemplates.step(WEB, Releases.spec(TEMPLATE), "sources/apps-web");

        assertThat(((Step.Keep) step).former()).isEqualTo(Optional.empty());
    }

    @Test
    void withAReferenceNothingIsMadeAndWhatWasMadeGoes() {
        var spec = Releases.spec("chartRef: {kind: OCIRepository, name: podinfo}");

        assertThat(ChartOrigin.of(WEB, spec))
                .isEqualTo(
                        new ChartOrigin.Referenced(new SourceKey("OCIRepository", new ObjectKey("apps", "podinfo"))));
        assertThat(ChartTemplates.step(WEB, spec, null)).isEqualTo(new Step.Nothing());
        assertThat(ChartTemplates.step(WEB, spec, "")).isEqualTo(new Step.Nothing());
        assertThat(ChartTemplates.step(WEB, spec, "sources/apps-web"))
                .isEqualTo(new Step.Remove(new ObjectKey("sources", "apps-web")));
    }
}
