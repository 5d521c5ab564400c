package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops updatekeys}. */
@Command(
        name = "updatekeys",
        sortOptions = false,
        description =
                "Encrypts the data keys of files for the keys that their rules in .sops.yaml say; values stay as they are.")
final class SopsUpdateKeysCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "The files.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--input-type", paramLabel = "FORMAT", description = "yaml, json, dotenv, ini or binary.")
    private @Nullable String type;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isAgreed;

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            throw new CommandFailure("No file is named", SopsWork.NO_FILE);
        }
        try (var session = sops.session(new OpeningOptions())) {
            for (String file : files) {
                new KeyUpdate(session, file, Optional.ofNullable(type)).run(isAgreed);
            }
        }
        return ExitCode.OK;
    }
}
