package dev.capstan.cli.sops;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops filestatus}. */
@Command(
        name = "filestatus",
        sortOptions = false,
        description = "Prints {\"encrypted\":true} or {\"encrypted\":false}; needs no key.")
final class SopsFileStatusCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file.")
    private @Nullable String file;

    @Mixin
    private FileTypeOptions types = new FileTypeOptions();

    @Override
    public Integer call() {
        try (var session = sops.session(new OpeningOptions())) {
            SopsWork.status(session, SopsWork.required(file), types);
        }
        return ExitCode.OK;
    }
}
