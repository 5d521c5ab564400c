package dev.capstan.cli.secrets;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capstan secrets}. */
@Command(
        name = "secrets",
        description = "Looks after the secrets of a whole folder or repository.",
        subcommands = {SecretsReportCommand.class, SecretsReencryptCommand.class, GenerateKeyCommand.class})
public final class SecretsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
