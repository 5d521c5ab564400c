package dev.capstan.cli.images;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.registry.RegistryOptions;
import dev.capstan.cli.registry.RegistrySession;
import dev.capstan.images.policy.LatestTag;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan images scan}. */
@Command(
        name = "scan",
        sortOptions = false,
        description = {
            "Lists the tags of an image, and says which one a policy chooses and why not the others. Asks the registry, and"
                    + " no cluster.",
            "Exit code: 0 a tag is chosen (or no policy was given), 3 none is."
        })
final class ImagesScanCommand implements Callable<Integer> {
    private static final int NONE_CHOSEN = 3;

    /** How it is printed; the names are what users write. */
    enum Format {
        TABLE,
        JSON,
        YAML
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGE",
            description =
                    "host/path without a tag, such as ghcr.io/org/app. Default: the one of the ImageRepository in FILE.")
    private String image = "";

    @Mixin
    private PolicyOptions options = new PolicyOptions();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "An ImagePolicy as YAML, and its ImageRepository for image and exclusions when it is in there.")
    private @Nullable Path file;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show so many tags that count, and so many that do not (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int limit = 10;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (the default), json or yaml.")
    private Format format = Format.TABLE;

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() {
        if (file != null && options.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--policy has the policy already; leave the other options out");
        }
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit is not negative");
        }
        var request = ScanRequest.of(
                image,
                options.policy(),
                options.filter(),
                options.excluded(),
                Optional.ofNullable(file).map(PolicyManifest::read));
        return report(request, tags(request.image()));
    }

    private List<String> tags(String name) {
        try (var session = registry.open()) {
            return RegistrySession.need(
                    session.open(RepositoryName.parse(name).orThrow()).tags());
        } catch (OciFailureException e) {
            throw new CommandFailure(e.failure().message(), e);
        }
    }

    private int report(ScanRequest request, List<String> listed) {
        var kept = request.exclusions().keep(listed);
        if (request.policy().isEmpty()) {
            var report = new TagReport(request.image(), listed.size(), kept, limit);
            print(report.lines(), report.data());
            return ExitCode.OK;
        }
        var explanation = LatestTag.explain(request.policy().get(), request.filter(), kept);
        var report = new ScanReport(request.image(), listed.size(), listed.size() - kept.size(), explanation, limit);
        print(report.lines(), report.data());
        return report.hasChosen() ? ExitCode.OK : NONE_CHOSEN;
    }

    private void print(List<String> lines, YamlMap data) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> lines.forEach(out::println);
            case JSON -> out.println(new String(Json.write(data, Dialect.KUBERNETES), StandardCharsets.UTF_8));
            case YAML ->
                out.print(new String(YamlWriter.keepingKeyOrder().append(data).toBytes(), StandardCharsets.UTF_8));
        }
        out.flush();
    }
}
