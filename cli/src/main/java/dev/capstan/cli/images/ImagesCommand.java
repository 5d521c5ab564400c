package dev.capstan.cli.images;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capstan images}. */
@Command(
        name = "images",
        description = "Tries image policies, and sets images at markers. Needs no cluster.",
        subcommands = {ImagesScanCommand.class, ImagesUpdateCommand.class})
public final class ImagesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
