package dev.capstan.cli.sops;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops encrypt}. */
@Command(
        name = "encrypt",
        sortOptions = false,
        description =
                "Encrypts a file, or the standard input, and prints it: as the rule in .sops.yaml says, or as options do.")
final class SopsEncryptCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file. Default: the standard input.")
    private @Nullable String file;

    @Mixin
    private WriteOptions write = new WriteOptions();

    @Mixin
    private FileTypeOptions types = new FileTypeOptions();

    @Mixin
    private RecipientOptions recipients = new RecipientOptions();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() {
        try (var session = sops.session(new OpeningOptions())) {
            SopsWork.encrypt(session, Optional.ofNullable(file), types, write, recipients, selection);
        }
        return ExitCode.OK;
    }
}
