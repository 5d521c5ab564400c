package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.helm.WholeCharts;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.proposal.ProposedPart;
import dev.capstan.argo.source.DirectorySelection;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.ManifestReader;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartLimits;
import dev.capstan.charts.build.BuildOptions;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.charts.build.ChartPackage;
import dev.capstan.cli.migrate.argo.flux.FluxWay.Made;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.PrintedRelease;
import dev.capstan.helm.RenderOptions;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.Tables;
import dev.capstan.helm.values.UserValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the objects of a proposed HelmRelease as its controller does for an installation. */
final class ReleaseWay {
    private static final String INLINE = "values of the HelmRelease";

    private final ChartBuilder builder;
    private final WholeCharts charts;

    /** @param scratch an empty folder */
    ReleaseWay(Path scratch) {
        this.builder = new ChartBuilder(new ChartArchive(scratch, ChartLimits.DEFAULT));
        this.charts = new WholeCharts(new ChartLoader(scratch, ChartLimits.DEFAULT), builder);
    }

    /**
     * The objects of a HelmRelease, hooks and definitions among them.
     *
     * @param source the files of its chart
     */
    Made release(ProposedPart part, FetchedSource source) throws IOException {
        JsonNode spec = part.object().path("spec");
        try {
            ChartPackage chart = switch (source) {
                case FetchedSource.Chart(String _, byte[] archive) -> builder.fromArchive(archive, options(spec));
                case FetchedSource.Files files ->
                    builder.fromSource(
                            files.tree(), spec.at("/chart/spec/chart").asText("."), options(spec), dependency -> {
                                throw new ChartException(new ChartFailure.DependencyUnusable(
                                        dependency.name(), "nothing is fetched here; put it into the folder charts/"));
                            });
            };
            var release = RenderRequest.Release.installed(
                    spec.path("releaseName").asText(),
                    spec.path("targetNamespace")
                            .asText(part.object().at("/metadata/namespace").asText()));
            var options = RenderOptions.DEFAULT
                    .withCrds(!spec.at("/install/crds").asText("").equals("Skip"))
                    .withSchemaValidation(
                            !spec.at("/install/disableSchemaValidation").asBoolean(false));
            var request = RenderRequest.of(charts.load(chart), values(part), release)
                    .with(Capabilities.DEFAULT, ObjectLookup.NONE)
                    .with(options);
            return switch (new HelmChartRenderer().render(request)) {
                case RenderResult.NotRendered(var failure) -> new Made.Failed(failure.message());
                case RenderResult.Rendered(var rendered) ->
                    objects(PrintedRelease.text(rendered, PrintedRelease.Hooks.ALL));
            };
        } catch (ChartException | InvalidChartException | InvalidValuesException unusable) {
            return new Made.Failed(String.valueOf(unusable.getMessage()));
        }
    }

    private static BuildOptions options(JsonNode spec) {
        JsonNode chart = spec.at("/chart/spec");
        return new BuildOptions(
                Fields.texts(chart, "valuesFiles"),
                chart.path("ignoreMissingValuesFiles").asBoolean(false),
                "");
    }

    /** Those of ConfigMaps in their order, single ones after files as they are proposed, and those of the spec over them all. */
    private static Map<String, @Nullable Object> values(ProposedPart part) throws InvalidValuesException {
        Map<String, String> known = new HashMap<>();
        for (ObjectNode copy : part.values()) {
            copy.path("data")
                    .properties()
                    .forEach(entry -> known.put(
                            copy.at("/metadata/name").asText() + "/" + entry.getKey(),
                            entry.getValue().asText()));
        }
        JsonNode spec = part.object().path("spec");
        var values = new UserValues(name -> read(known, name));
        Map<String, String> single = new LinkedHashMap<>();
        for (JsonNode reference : spec.path("valuesFrom")) {
            String name = reference.path("name").asText() + "/"
                    + reference.path("valuesKey").asText("values.yaml");
            if (reference.hasNonNull("targetPath")) {
                single.put(reference.path("targetPath").asText(), name);
            } else if (known.containsKey(name) || !reference.path("optional").asBoolean(false)) {
                values.addFile(name);
            }
        }
        single.forEach((path, name) -> values.set(UserValues.Flag.SET_FILE, path + "=" + name));
        Map<String, @Nullable Object> referred = values.merged();
        if (!spec.path("values").isObject()) {
            return referred;
        }
        known.put(INLINE, spec.path("values").toString());
        return Tables.merge(
                referred,
                new UserValues(name -> read(known, name)).addFile(INLINE).merged());
    }

    private static byte[] read(Map<String, String> known, String name) throws IOException {
        String text = known.get(name);
        if (text == null) {
            throw new NoSuchFileException(name);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Made objects(String text) {
        var file = new DirectorySelection.File("manifest", text.getBytes(StandardCharsets.UTF_8));
        return switch (ManifestReader.readRendered(List.of(file))) {
            case ManifestReader.Read.Failed(String why) -> new Made.Failed(why);
            case ManifestReader.Read.Objects(List<Manifest> manifests) ->
                new Made.Objects(manifests.stream().map(Manifest::object).toList());
        };
    }
}
