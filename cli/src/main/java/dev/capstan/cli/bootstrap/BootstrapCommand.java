package dev.capstan.cli.bootstrap;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capstan bootstrap}. */
@Command(
        name = "bootstrap",
        description = "Installs Capstan from a Git repository, from which the cluster then keeps itself.",
        subcommands = BootstrapGitCommand.class)
public final class BootstrapCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    /** Says what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE;
    }
}
