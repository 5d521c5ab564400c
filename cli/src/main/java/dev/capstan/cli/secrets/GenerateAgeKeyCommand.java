package dev.capstan.cli.secrets;

import dev.capstan.cli.process.Invocation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code capstan secrets generate-key age}. */
@Command(
        name = "age",
        sortOptions = false,
        description =
                "Makes a private key of age and the Secret that brings it into a cluster, and prints what comes next."
                        + " The private key is printed nowhere.")
final class GenerateAgeKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--output", paramLabel = "FILE", description = "Where the private key goes. Default: age.agekey.")
    private Path output = Path.of("age.agekey");

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description =
                    "Write the manifest of the Secret there too. It holds the private key: it does not belong into Git.")
    private @Nullable Path secret;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the Secret. Default: sops-age.")
    private String name = "sops-age";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Its namespace. Default: flux-system.")
    private String namespace = "flux-system";

    @Option(
            names = "--post-quantum",
            description = "A key that withstands quantum computers as well; sops 3.12 or newer.")
    private boolean isPostQuantum;

    @Override
    public Integer call() {
        var invocation = Invocation.ofProcess(spec.commandLine().getErr());
        new NewAgeKey(output, Optional.ofNullable(secret), name, namespace).make(invocation, isPostQuantum);
        return ExitCode.OK;
    }
}
