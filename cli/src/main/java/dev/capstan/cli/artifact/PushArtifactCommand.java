package dev.capstan.cli.artifact;

import dev.capstan.cli.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan push artifact}. */
@Command(
        name = "artifact",
        description = "Packs a folder of manifests and puts it into a registry, for an OCIRepository.")
final class PushArtifactCommand implements Callable<Integer> {

    /** How the answer is printed. */
    enum Output {
        JSON
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "URL", description = "oci://host/path:tag")
    private String url = "";

    @Option(
            names = {"-f", "--path"},
            required = true,
            paramLabel = "PATH",
            description = "Folder or file to push; '-' for one manifest on standard input.")
    private Path path = Path.of("");

    @Option(names = "--source", required = true, paramLabel = "URL", description = "Where it comes from: the Git URL.")
    private String source = "";

    @Option(
            names = "--revision",
            required = true,
            paramLabel = "REVISION",
            description = "Which revision of the source it is: '<branch|tag>@sha1:<commit>'.")
    private String revision = "";

    @Option(
            names = {"-a", "--annotations"},
            paramLabel = "KEY=VALUE",
            description = "A further annotation; may be repeated.")
    private Map<String, String> annotations = new TreeMap<>();

    @Option(
            names = "--reproducible",
            description = "Say 1970 for the time, so that the same files give the same digest.")
    private boolean isReproducible;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json: print URL, repository, tag and digest for scripts.")
    private @Nullable Output output;

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() throws IOException {
        if (ArtifactUpload.isStandardInput(path) && registry.readsPassword()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--path - and --password-stdin both read standard input: name a file, or log in with 'docker login'");
        }
        var out = spec.commandLine().getOut();
        try (var session = registry.open()) {
            var upload = new ArtifactUpload(session, path, source, revision, annotations, isReproducible);
            var pushed = upload.to(OciAddress.parse(url));
            out.println(output == Output.JSON ? pushed.json() : "pushed " + pushed.address());
            out.flush();
        }
        return 0;
    }
}
