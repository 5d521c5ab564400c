package dev.capstan.cli.secrets;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capstan secrets generate-key}. */
@Command(
        name = "generate-key",
        description = "Makes keys to encrypt with.",
        subcommands = {GenerateAgeKeyCommand.class})
final class GenerateKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
