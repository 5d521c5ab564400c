package dev.capstan.cli.kustomize;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Edits the kustomization file of a folder. */
@Command(
        name = "edit",
        description = "Edits the kustomization file; comments, order and style of everything else stay.",
        subcommands = {EditSetCommand.class, EditAddCommand.class, EditRemoveCommand.class, EditFixCommand.class})
public final class EditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = {"-C", "--dir"},
            paramLabel = "DIR",
            description = "Folder with the kustomization file, instead of the current one.")
    private Path folder = Path.of("");

    Path folder() {
        return folder;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
