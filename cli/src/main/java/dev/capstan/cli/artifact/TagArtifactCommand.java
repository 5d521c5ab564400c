package dev.capstan.cli.artifact;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.registry.RegistryOptions;
import dev.capstan.cli.registry.RegistrySession;
import dev.capstan.oci.Reference;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan tag artifact}. */
@Command(name = "artifact", description = "Gives an artifact further tags, without fetching its content.")
final class TagArtifactCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "URL", description = "oci://host/path:tag or oci://host/path@sha256:…")
    private String url = "";

    @Option(names = "--tag", required = true, paramLabel = "TAG", description = "A further tag; may be repeated.")
    private List<String> tags = List.of();

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var address = OciAddress.parse(url);
        try (var session = registry.open()) {
            var repository = session.open(address.repository());
            var manifest = RegistrySession.need(repository.manifest(address.wanted()));
            for (var tag : tags) {
                var reference =
                        Reference.tag(tag).orElseThrow(() -> new CommandFailure("'" + tag + "' cannot be a tag"));
                RegistrySession.need(repository.pushManifest(
                        reference,
                        manifest.descriptor().mediaType(),
                        manifest.bytes().array()));
                out.println("tagged " + address.repository() + ":" + tag);
            }
            out.flush();
        }
        return 0;
    }
}
