package dev.capstan.cli.artifact;

import dev.capstan.cli.registry.RegistryOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan list artifacts}. */
@Command(
        name = "artifacts",
        aliases = "artifact",
        description = "Lists the artifacts of a repository with their digest and where they come from.")
final class ListArtifactsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "URL", description = "oci://host/path")
    private String url = "";

    @Option(
            names = "--filter-semver",
            paramLabel = "RANGE",
            description = "Only tags that are versions within a range.")
    private String range = "";

    @Option(names = "--filter-regex", paramLabel = "REGEX", description = "Only tags that an expression is found in.")
    private String expression = "";

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var choice = TagChoice.of(range, expression);
        try (var session = registry.open()) {
            var address = OciAddress.parse(url);
            new ArtifactList(session.open(address.repository()), choice).lines().forEach(out::println);
            out.flush();
        }
        return 0;
    }
}
