package dev.capstan.cli.kustomize;

import dev.capstan.cli.build.BuildCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands of kustomize under their own name. */
@Command(
        name = "kustomize",
        description = "Builds and edits kustomizations, as the kustomize command does.",
        subcommands = {BuildCommand.class, EditCommand.class})
public final class KustomizeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
