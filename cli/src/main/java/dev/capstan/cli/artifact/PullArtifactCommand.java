package dev.capstan.cli.artifact;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan pull artifact}. */
@Command(name = "artifact", description = "Fetches an artifact and unpacks its first layer into a folder.")
final class PullArtifactCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "URL", description = "oci://host/path:tag or oci://host/path@sha256:…")
    private String url = "";

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to unpack into; it must be there.")
    private Path output = Path.of("");

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(output)) {
            throw new CommandFailure(output + " is not a folder; make it first");
        }
        var out = spec.commandLine().getOut();
        try (var session = registry.open()) {
            new ArtifactExtraction(session, OciAddress.parse(url)).into(output).forEach(out::println);
            out.flush();
        }
        return 0;
    }
}
