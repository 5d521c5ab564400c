package dev.capstan.applicationmanifests.helm;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.capstan.applicationmanifests.build.BuildInput;
import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.applicationmanifests.build.SourceBuild;
import dev.capstan.argo.source.DirectorySelection;
import dev.capstan.argo.source.HelmOptions;
import dev.capstan.argo.source.HelmPlan;
import dev.capstan.argo.source.HelmPlanning;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.ManifestReader;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.argo.source.ValueFiles;
import dev.capstan.charts.ChartException;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.ChartRenderer;
import dev.capstan.helm.KubeVersion;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.RenderOptions;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.RenderedRelease;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.InvalidChartException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Renders charts as {@code helm template} does: no cluster is looked into, and hooks come with the other objects, since they are hooks of
 * the sync then.
 */
public final class HelmBuild implements SourceBuild {
    private static final HelmOptions NO_OPTIONS = HelmOptions.of(MissingNode.getInstance());

    private final WholeCharts charts;
    private final ChartRenderer renderer;

    /** @param charts loads charts with all that they need */
    public HelmBuild(WholeCharts charts, ChartRenderer renderer) {
        this.charts = charts;
        this.renderer = renderer;
    }

    @Override
    public Built build(BuildInput input) throws IOException {
        HelmOptions options = input.source().helm().orElse(NO_OPTIONS);
        var files = new ValueFiles(input.folder(), input.references(), input.permits(), input.environment());
        return switch (HelmPlanning.plan(
                options, input.application(), input.namespace(), files, input.environment(), input.elsewhere())) {
            case HelmPlan.Outcome.Failed(String why) -> new Built.Failed(why);
            case HelmPlan.Outcome.Planned(HelmPlan plan) -> rendered(plan, input);
        };
    }

    private Built rendered(HelmPlan plan, BuildInput input) throws IOException {
        KubeVersion version = input.capabilities().kubeVersion();
        if (!plan.kubeVersion().isEmpty()) {
            switch (KubeVersion.parse(plan.kubeVersion())) {
                case KubeVersion.Parsed.Invalid(String why) -> {
                    return new Built.Failed("helm.kubeVersion: " + why);
                }
                case KubeVersion.Parsed.Version(KubeVersion given) -> version = given;
            }
        }
        Chart chart;
        try {
            chart = charts.load(input);
        } catch (InvalidChartException | ChartException unusable) {
            return new Built.Failed(String.valueOf(unusable.getMessage()));
        }
        if (chart.metadata().isLibrary()) {
            return new Built.Failed("library charts are not installable");
        }
        return switch (renderer.render(request(plan, chart, version, input.capabilities()))) {
            case RenderResult.NotRendered(var failure) -> new Built.Failed(failure.message());
            case RenderResult.Rendered(RenderedRelease release) -> objects(release, plan);
        };
    }

    private static RenderRequest request(HelmPlan plan, Chart chart, KubeVersion version, Capabilities cluster) {
        List<String> apiVersions = plan.apiVersions().isEmpty()
                ? cluster.apiVersions()
                : Capabilities.DEFAULT.withApiVersions(plan.apiVersions()).apiVersions();
        return new RenderRequest(
                chart,
                plan.values(),
                RenderRequest.Release.installed(plan.releaseName(), plan.namespace()),
                new Capabilities(version, apiVersions),
                ObjectLookup.NONE,
                Clock.systemUTC(),
                Set.of(),
                RenderOptions.DEFAULT
                        .withCrds(plan.includesCrds())
                        .withSchemaValidation(!plan.skipsSchemaValidation()));
    }

    private static Built objects(RenderedRelease release, HelmPlan plan) {
        List<DirectorySelection.File> files = Stream.concat(
                        RenderedFiles.of(release.manifest()).stream(),
                        RenderedFiles.of(release.hooks(), plan.skipsTests()).stream())
                .toList();
        long bytes = files.stream().mapToLong(file -> file.content().length).sum();
        return switch (ManifestReader.readRendered(files)) {
            case ManifestReader.Read.Failed(String why) -> new Built.Failed(why);
            case ManifestReader.Read.Objects(List<Manifest> manifests) ->
                new Built.Objects(SourceKind.HELM, manifests, plan.notices(), bytes);
        };
    }
}
