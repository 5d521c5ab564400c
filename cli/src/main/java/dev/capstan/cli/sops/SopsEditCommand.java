package dev.capstan.cli.sops;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops edit}. */
@Command(
        name = "edit",
        sortOptions = false,
        description = "Opens a file in your editor and encrypts what you save. One that is not there is made.")
final class SopsEditCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file.")
    private @Nullable String file;

    @Option(names = "--input-type", paramLabel = "FORMAT", description = "yaml, json, dotenv, ini or binary.")
    private @Nullable String type;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Mixin
    private RecipientOptions recipients = new RecipientOptions();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        try (var session = sops.session(opening)) {
            return EditRun.run(
                    session, SopsWork.required(file), Optional.ofNullable(type), opening, recipients, selection);
        }
    }
}
