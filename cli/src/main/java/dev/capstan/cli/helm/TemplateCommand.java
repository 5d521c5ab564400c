package dev.capstan.cli.helm;

import dev.capstan.cli.CommandFailure;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.KubeVersion;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.PrintedRelease;
import dev.capstan.helm.RenderFailure;
import dev.capstan.helm.RenderOptions;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.RenderedRelease;
import dev.capstan.helm.TraceResult;
import dev.capstan.helm.ValuesPolicy;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.explain.TracedObject;
import dev.capstan.helm.explain.ValueSources;
import dev.capstan.helm.values.InvalidValuesException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders a chart and prints its objects. */
@Command(name = "template", description = "Renders a chart and prints the objects, as helm template does.")
public final class TemplateCommand implements Callable<Integer> {
    private static final String NAME_OF_HELM = "release-name";

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..2",
            paramLabel = "[NAME] CHART",
            hideParamSyntax = true,
            description = "The name of the release (default: release-name), and the folder or archive of the chart.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private ValuesOptions values = new ValuesOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "What .Release.Namespace says.")
    private String namespace = "default";

    @Option(
            names = "--kube-version",
            paramLabel = "VERSION",
            description = "The version of Kubernetes that is assumed.")
    private @Nullable String kubeVersion;

    @Option(
            names = {"-a", "--api-versions"},
            paramLabel = "GROUP/VERSION",
            split = ",",
            description = "API versions that are assumed besides those of Kubernetes.")
    private List<String> apiVersions = new ArrayList<>();

    @Option(names = "--include-crds", description = "Print the objects of crds/ first.")
    private boolean includesCrds;

    @Option(names = "--skip-crds", hidden = true)
    private boolean accepted;

    @Option(names = "--is-upgrade", description = "Render as for an upgrade, not for an installation.")
    private boolean isUpgrade;

    @Option(names = "--no-hooks", description = "Leave hooks out.")
    private boolean hasNoHooks;

    @Option(names = "--skip-tests", description = "Leave out hooks that test a release.")
    private boolean skipsTests;

    @Option(names = "--skip-schema-validation", description = "Do not check values against schemas.")
    private boolean skipsSchemaValidation;

    @Option(
            names = {"-s", "--show-only"},
            paramLabel = "PATTERN",
            description = "Print what templates make whose path in the chart matches, for example templates/*.yaml.")
    private List<String> shown = new ArrayList<>();

    @Option(
            names = "--explain",
            paramLabel = "KIND/NAME",
            description =
                    "Instead of the objects, show for each field of this one which line of which template made it, and"
                            + " which values, with the file and line that set them. KIND/NAMESPACE/NAME where names repeat.")
    private @Nullable String explained;

    @Override
    public Integer call() throws IOException {
        Chart chart = new ChartFolder(Path.of(words.getLast())).load();
        if (chart.metadata().isLibrary()) {
            throw new CommandFailure("library charts are not installable");
        }
        List<String> missing = chart.missingDependencies();
        if (!missing.isEmpty()) {
            throw new CommandFailure("an error occurred while checking for chart dependencies. You may need to run"
                    + " 'helm dependency build' to fetch missing dependencies: found in Chart.yaml, but missing in"
                    + " charts/ directory: " + String.join(", ", missing));
        }
        RenderRequest request = request(chart);
        String object = explained;
        if (object != null) {
            explain(request, object);
            return 0;
        }
        RenderedRelease release = released(new HelmChartRenderer().render(request));
        for (String warning : release.warnings()) {
            spec.commandLine().getErr().println("capstan: " + warning);
        }
        print(PrintedRelease.text(release, hooks()));
        return 0;
    }

    private void explain(RenderRequest request, String object) throws IOException {
        ValueSources sources;
        try {
            sources = values.sources();
        } catch (InvalidValuesException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        List<TracedObject> objects = switch (new HelmChartRenderer().trace(request, sources)) {
            case TraceResult.Traced(var traced) -> traced;
            case TraceResult.NotTraced(var failure) -> throw new CommandFailure(failure.message());
        };
        PrintWriter out = spec.commandLine().getOut();
        TraceTable.lines(TraceChoice.parse(object).among(objects)).forEach(out::println);
        out.flush();
    }

    private RenderRequest request(Chart chart) {
        var release = new RenderRequest.Release(
                words.size() > 1 ? words.getFirst() : NAME_OF_HELM,
                namespace,
                1,
                isUpgrade,
                Optional.empty(),
                ValuesPolicy.RESET);
        return RenderRequest.of(chart, merged(), release)
                .with(capabilities(), ObjectLookup.NONE)
                .with(RenderOptions.DEFAULT.withCrds(includesCrds).withSchemaValidation(!skipsSchemaValidation));
    }

    private Map<String, @Nullable Object> merged() {
        try {
            return values.given().merged();
        } catch (InvalidValuesException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private Capabilities capabilities() {
        Capabilities capabilities = Capabilities.DEFAULT.withApiVersions(apiVersions);
        String wanted = kubeVersion;
        if (wanted == null) {
            return capabilities;
        }
        return switch (KubeVersion.parse(wanted)) {
            case KubeVersion.Parsed.Version(var version) -> capabilities.withKubeVersion(version);
            case KubeVersion.Parsed.Invalid(var why) ->
                throw new CommandFailure("invalid kube version '" + wanted + "': " + why);
        };
    }

    private static RenderedRelease released(RenderResult result) {
        return switch (result) {
            case RenderResult.Rendered(var release) -> release;
            case RenderResult.NotRendered(RenderFailure failure) -> throw new CommandFailure(failure.message());
        };
    }

    private PrintedRelease.Hooks hooks() {
        return hasNoHooks
                ? PrintedRelease.Hooks.NONE
                : skipsTests ? PrintedRelease.Hooks.NO_TESTS : PrintedRelease.Hooks.ALL;
    }

    private void print(String text) throws IOException {
        var chosen = new StringBuilder();
        for (String pattern : shown) {
            PrintedRelease.only(text, pattern)
                    .orElseThrow(() -> new CommandFailure("could not find template " + pattern + " in chart"))
                    .forEach(chosen::append);
        }
        // System.out would encode and flush line by line; these are bytes already
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(GoString.bytes(shown.isEmpty() ? text : chosen.toString()));
        } catch (IOException closed) { // by a reader that has seen enough, such as head
            throw new CommandFailure("Cannot write the output: " + closed.getMessage(), closed);
        }
    }
}
