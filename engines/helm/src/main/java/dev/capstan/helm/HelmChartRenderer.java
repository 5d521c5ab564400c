package dev.capstan.helm;

import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.VersionRanges;
import dev.capstan.helm.explain.ObjectTrace;
import dev.capstan.helm.explain.TracedLines;
import dev.capstan.helm.explain.TracedObject;
import dev.capstan.helm.explain.ValueSources;
import dev.capstan.helm.manifest.InvalidManifestException;
import dev.capstan.helm.manifest.PostRendering;
import dev.capstan.helm.manifest.ReleaseManifests;
import dev.capstan.helm.render.TemplateRendering;
import dev.capstan.helm.schema.ValuesSchema;
import dev.capstan.helm.values.ChartValues;
import dev.capstan.helm.values.DependencySelection;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UpgradeValues;
import dev.capstan.helm.values.Warnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Renders charts, exactly as Helm 4 does. Safe for use by several threads; templates that were parsed once are shared by all
 * releases, so one renderer is enough.
 */
public final class HelmChartRenderer implements ChartRenderer {
    /** Room for parsed templates of a few hundred charts. */
    private static final long CACHED_BYTES = 64L << 20;

    private static final String NOTES = "NOTES.txt";

    /** Room for the schemas of a few dozen charts; most charts have none. */
    private static final int SCHEMA_SHARE = 4;

    private final TemplateRendering templates;
    private final ValuesSchema schemas;

    /** A renderer with the usual room for what it has parsed. */
    public HelmChartRenderer() {
        this(CACHED_BYTES);
    }

    /** A renderer with so much room for parsed templates, and a quarter of it for schemas. */
    public HelmChartRenderer(long cachedBytes) {
        this.templates = new TemplateRendering(cachedBytes);
        this.schemas = new ValuesSchema(cachedBytes / SCHEMA_SHARE);
    }

    @Override
    public RenderResult render(RenderRequest request) {
        try {
            return new RenderResult.Rendered(rendered(request));
        } catch (FailedException e) {
            return new RenderResult.NotRendered(e.failure);
        }
    }

    /**
     * Renders a chart to say of each field of its objects which line made it of which values; a post-renderer is not asked.
     *
     * @param sources the flags and files of the user; the defaults of the chart are added
     */
    public TraceResult trace(RenderRequest request, ValueSources sources) {
        try {
            var warnings = new Warnings();
            Prepared prepared = checked(request, warnings);
            Map<String, TracedLines> lines = new LinkedHashMap<>();
            var outcome = templates.trace(
                    prepared.chart(), prepared.values(), request, file -> lines.put(file.template(), file));
            return switch (outcome) {
                case TemplateRendering.Outcome.Failed(var failure) -> new TraceResult.NotTraced(failure);
                case TemplateRendering.Outcome.Rendered(var files, var masking) ->
                    new TraceResult.Traced(objects(
                            documents(prepared.chart(), new LinkedHashMap<>(files), masking, warnings),
                            lines,
                            sources.addDefaults(prepared.chart())));
            };
        } catch (FailedException e) {
            return new TraceResult.NotTraced(e.failure);
        }
    }

    private static ReleaseManifests documents(
            Chart chart, Map<String, String> files, UnaryOperator<String> masking, Warnings warnings)
            throws FailedException {
        takeNotes(chart, files, false);
        return manifests(files, RenderOptions.DEFAULT, masking, warnings);
    }

    private static List<TracedObject> objects(
            ReleaseManifests manifests, Map<String, TracedLines> lines, ValueSources sources) {
        List<TracedObject> objects = new ArrayList<>();
        for (ReleaseManifests.Document document : manifests.objects()) {
            lines.computeIfPresent(document.template(), (template, traced) -> {
                objects.add(new TracedObject(
                        template,
                        document.kind(),
                        document.name(),
                        false,
                        ObjectTrace.fields(traced, document.text(), sources)));
                return traced;
            });
        }
        for (Hook hook : manifests.hooks()) {
            lines.computeIfPresent(hook.path(), (template, traced) -> {
                objects.add(new TracedObject(
                        template,
                        hook.kind(),
                        hook.name(),
                        true,
                        ObjectTrace.fields(traced, hook.manifest(), sources)));
                return traced;
            });
        }
        return objects;
    }

    /** Carries a failure out of the middle. */
    private static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient RenderFailure failure;

        FailedException(RenderFailure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }

        FailedException(RenderFailure.Kind kind, String message) {
            this(RenderFailure.of(kind, message));
        }
    }

    /** A chart with the values that the user gave for it, and with all of its values. */
    private record Prepared(Chart chart, Map<String, @Nullable Object> config, Map<String, @Nullable Object> values) {}

    private RenderedRelease rendered(RenderRequest request) throws FailedException {
        var warnings = new Warnings();
        Prepared prepared = checked(request, warnings);
        return switch (templates.render(prepared.chart(), prepared.values(), request)) {
            case TemplateRendering.Outcome.Failed(var failure) -> throw new FailedException(failure);
            case TemplateRendering.Outcome.Rendered(var files, var masking) ->
                release(prepared, new LinkedHashMap<>(files), masking, request.options(), warnings);
        };
    }

    /** All that comes before templates run. */
    private Prepared checked(RenderRequest request, Warnings warnings) throws FailedException {
        checkName(request.release());
        UpgradeValues.Chosen chosen = chosen(request, warnings);
        Map<String, @Nullable Object> values = values(chosen, request, warnings);
        checkKubeVersion(chosen.chart(), request.capabilities().kubeVersion());
        return new Prepared(chosen.chart(), chosen.values(), values);
    }

    private static RenderedRelease release(
            Prepared prepared,
            Map<String, String> files,
            UnaryOperator<String> masking,
            RenderOptions options,
            Warnings warnings)
            throws FailedException {
        String notes = takeNotes(prepared.chart(), files, options.hasSubchartNotes());
        ReleaseManifests manifests = manifests(files, options, masking, warnings);
        return new RenderedRelease(
                prepared.chart(),
                prepared.config(),
                prepared.values(),
                text(prepared.chart(), manifests, options.includesCrds()),
                manifests.hooks(),
                notes,
                prepared.chart().customResourceFiles(),
                warnings.all());
    }

    private static void checkName(RenderRequest.Release release) throws FailedException {
        var problem = ReleaseNameCheck.problem(release.name());
        if (problem.isPresent()) {
            throw new FailedException(
                    RenderFailure.Kind.RELEASE_NAME,
                    isUpgradeAction(release)
                            ? "release name is invalid: " + release.name()
                            : "release name check failed: release name \"" + release.name() + "\": " + problem.get());
        }
    }

    /** Helm's upgrade words some failures otherwise than its installation, which is also what renders without a cluster. */
    private static boolean isUpgradeAction(RenderRequest.Release release) {
        return release.isUpgrade() && release.revision() > 1;
    }

    /** The chart as it is rendered, and what counts as given by the user. */
    private static UpgradeValues.Chosen chosen(RenderRequest request, Warnings warnings) throws FailedException {
        try {
            UpgradeValues.Chosen chosen = UpgradeValues.choose(
                    request.release().valuesPolicy(),
                    request.chart(),
                    request.values(),
                    request.release().previous(),
                    warnings);
            return new UpgradeValues.Chosen(
                    DependencySelection.process(chosen.chart(), chosen.values(), warnings), chosen.values());
        } catch (InvalidValuesException e) {
            throw new FailedException(
                    RenderFailure.Kind.DEPENDENCY,
                    isUpgradeAction(request.release())
                            ? e.getMessage()
                            : "chart dependencies processing failed: " + e.getMessage());
        }
    }

    private Map<String, @Nullable Object> values(UpgradeValues.Chosen chosen, RenderRequest request, Warnings warnings)
            throws FailedException {
        Map<String, @Nullable Object> values;
        try {
            values = ChartValues.coalesce(chosen.chart(), chosen.values(), warnings);
        } catch (InvalidValuesException e) {
            throw new FailedException(RenderFailure.Kind.VALUES, e.getMessage());
        }
        if (!request.options().skipsSchemaValidation()) {
            long steps = request.options().limits().schemaSteps();
            switch (schemas.check(chosen.chart(), values, steps)) {
                case ValuesSchema.Verdict.Valid _ -> {}
                case ValuesSchema.Verdict.Invalid(var message) ->
                    throw new FailedException(RenderFailure.Kind.SCHEMA, message);
                case ValuesSchema.Verdict.Stopped(var message) ->
                    throw new FailedException(RenderFailure.Kind.LIMIT, message);
            }
        }
        return values;
    }

    private static void checkKubeVersion(Chart chart, KubeVersion version) throws FailedException {
        String range = chart.metadata().kubeVersion();
        if (!range.isEmpty() && !VersionRanges.accepts(range, version.normalized())) {
            throw new FailedException(
                    RenderFailure.Kind.KUBE_VERSION,
                    "chart requires kubeVersion: " + range + " which is incompatible with Kubernetes "
                            + version.version());
        }
    }

    /** Takes the notes away from the files. */
    private static String takeNotes(Chart chart, Map<String, String> files, boolean withSubcharts) {
        var notes = new StringBuilder();
        String own = chart.name() + "/templates/" + NOTES;
        for (var file : new TreeMap<>(files).entrySet()) {
            if (file.getKey().endsWith(NOTES)) {
                files.remove(file.getKey());
                if (withSubcharts || file.getKey().equals(own)) {
                    notes.append(notes.isEmpty() ? "" : "\n").append(file.getValue());
                }
            }
        }
        return notes.toString();
    }

    private static ReleaseManifests manifests(
            Map<String, String> files, RenderOptions options, UnaryOperator<String> masking, Warnings warnings)
            throws FailedException {
        try {
            Map<String, String> rendered = options.postRenderer().isEmpty()
                    ? files
                    : new PostRendering(options.postRenderer().get(), options.postRenderStrategy()).apply(files);
            return ReleaseManifests.of(rendered, warnings);
        } catch (InvalidManifestException e) {
            throw new FailedException(
                    new RenderFailure(RenderFailure.Kind.YAML, masking.apply(e.getMessage()), e.template(), e.line()));
        } catch (PostRendering.FailedException e) {
            throw new FailedException(RenderFailure.Kind.POST_RENDER, masking.apply(e.getMessage()));
        }
    }

    private static String text(Chart chart, ReleaseManifests manifests, boolean withCrds) {
        var text = new StringBuilder();
        if (withCrds) {
            for (Chart.CustomResourceFile crd : chart.customResourceFiles()) {
                append(text, crd.source(), crd.file().text());
            }
        }
        for (ReleaseManifests.Document document : manifests.objects()) {
            append(text, document.template(), document.text());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String source, String content) {
        text.append("---\n# Source: ")
                .append(source)
                .append('\n')
                .append(content)
                .append('\n');
    }
}
