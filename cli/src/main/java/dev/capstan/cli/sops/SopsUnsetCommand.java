package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops unset}. */
@Command(
        name = "unset",
        sortOptions = false,
        description = "Removes one value of a file: unset FILE '[\"db\"][\"password\"]'.")
final class SopsUnsetCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(
            arity = "0..2",
            paramLabel = "FILE PATH",
            hideParamSyntax = true,
            description = "The file, and the place in it.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--input-type", paramLabel = "FORMAT", description = "yaml, json, dotenv, ini or binary.")
    private @Nullable String type;

    @Option(names = "--idempotent", description = "It is well when there is nothing at the path.")
    private boolean mayBeMissing;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Override
    public Integer call() {
        if (words.size() != 2) {
            throw new CommandFailure(
                    "sops unset takes a file and a path in it: unset FILE '[\"key\"]'", SopsWork.NO_FILE);
        }
        try (var session = sops.session(opening)) {
            SopsWork.unset(session, words.get(0), Optional.ofNullable(type), opening, words.get(1), mayBeMissing);
        }
        return ExitCode.OK;
    }
}
